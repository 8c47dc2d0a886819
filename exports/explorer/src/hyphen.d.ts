declare module "hyphen/da" {
  const danish: { hyphenateSync(text: string, options?: { hyphenChar?: string }): string };
  export default danish;
}
