import { readFileSync } from 'node:fs';

/** A save is noticed within this time. Editors write files in many ways, and reading a small file ten times a second costs nothing. */
const INTERVAL_MS = 100;

/** Calls `onChange` with the text of a file whenever it has changed; a file that is away for a moment, or empty, is waited for. Returns a function that ends it. */
export function watchFile(file: string, first: string, onChange: (text: string) => void): () => void {
  let known = first;
  const timer = setInterval(() => {
    const text = readIfThere(file);
    if (text === null || text === known || text.trim() === '') return;
    known = text;
    onChange(text);
  }, INTERVAL_MS);
  return () => clearInterval(timer);
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
