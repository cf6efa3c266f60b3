/** Copies a string. V8 keeps a substring as a reference to the whole string, which would then stay in memory. */
export const copyString = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le');
