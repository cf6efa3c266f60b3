/**
 * What the editor says itself, in Chinese: to screen readers, and where nothing can be written. Its language packs number their sentences for its
 * AMD build; the modules that GraphiQL imports have the English ones in place, so a pack does not reach them.
 */
export const MONACO_WORDS: Readonly<Record<string, string>> = {
  'Cannot edit in read-only editor': '此处只读，不能编辑',
  'Editor content': '编辑器内容',
  'The editor is not accessible at this time.': '编辑器暂时不能用屏幕阅读器读。',
  editor: '编辑器',
};

/** What the editor says in English, said in Chinese; null for all else. */
export const monacoInChinese = (english: string): string | null => {
  const text = english.trim();
  return Object.hasOwn(MONACO_WORDS, text) ? (MONACO_WORDS[text] as string) : null;
};
