/** The same text in memory of its own. */
export const copyString = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le');
