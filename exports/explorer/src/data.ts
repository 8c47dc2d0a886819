// The graph as files: scripts that hand over their data, as a page from a folder may load nothing else.

declare global {
  interface Window {
    ledelsesgraf: { data(name: string, value: unknown): void };
  }
}

const arrived = new Map<string, unknown>();
const waiting = new Map<string, Promise<unknown>>();

window.ledelsesgraf = { data: (name, value) => void arrived.set(name, value) };

/** A file's data, loaded once. Rejects where it cannot be had; a later call tries again. */
export function data<T>(name: string): Promise<T> {
  const found = arrived.has(name) ? Promise.resolve(arrived.get(name)) : (waiting.get(name) ?? load(name));
  waiting.set(name, found);
  return found as Promise<T>;
}

function load(name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `data/${name}.js`;
    script.onload = () => (arrived.has(name) ? resolve(arrived.get(name)) : reject(new Error(name)));
    script.onerror = () => {
      script.remove();
      later(script.src).then(
        () => load(name).then(resolve, reject),
        () => {
          waiting.delete(name);
          reject(new Error(name));
        },
      );
    };
    document.head.append(script);
  });
}

/** Waits while a server still makes a file, as it does of many documents; rejects where it does not. */
async function later(src: string): Promise<void> {
  if (!src.startsWith("http")) throw new Error(src);
  let asked = await fetch(src);
  if (asked.status !== 503) throw new Error(src);
  while (asked.status === 503) {
    await new Promise((done) => setTimeout(done, Number(asked.headers.get("Retry-After") ?? 2) * 1000));
    asked = await fetch(src);
  }
}
