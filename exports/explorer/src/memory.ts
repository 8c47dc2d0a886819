// What a browser remembers of a reader's choices; a page from a folder may have no memory.
export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`ledelsesgraf-${name}`);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`ledelsesgraf-${name}`, value);
  } catch {
    // the choice then holds for this page alone
  }
}
