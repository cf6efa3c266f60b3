import { useEffect } from 'react';
import { inChinese } from './graphiqlWords.ts';
import type { Language } from './texts.ts';

/** Where what is written is not GraphiQL's: editors, descriptions, names of the schema, and our own panels. */
const NOT_ITS_OWN =
  '.monaco-editor, .graphiql-markdown-description, .graphiql-doc-explorer-type-name, .graphiql-doc-explorer-field-name, .graphiql-doc-explorer-argument-name, .graphiql-history-item-label, .graphiql-tab-button, .own-words';
const ATTRIBUTES = ['aria-label', 'title', 'placeholder'] as const;
/** GraphiQL finds this button by its English label, to open the documentation by a key. */
const FOUND_BY_LABEL = 'Show Documentation Explorer';

/** What GraphiQL wrote, by what was put in its place. */
const written = new WeakMap<Node, string>();
const labelled = new WeakMap<Element, Record<string, string>>();

function translateText(node: Node, language: Language): void {
  const now = node.nodeValue ?? '';
  const known = written.get(node);
  // React writes into the same node again when its text changes: that is new English.
  const english = known !== undefined && now === inChinese(known) ? known : now;
  const wanted = language === 'zh' ? (inChinese(english) ?? english) : english;
  if (wanted === now) return;
  written.set(node, english);
  node.nodeValue = wanted;
}

function translateAttributes(element: Element, language: Language): void {
  for (const name of ATTRIBUTES) {
    const now = element.getAttribute(name);
    if (now === null || now === FOUND_BY_LABEL) continue;
    const known = labelled.get(element)?.[name];
    const english = known !== undefined && now === inChinese(known) ? known : now;
    const wanted = language === 'zh' ? (inChinese(english) ?? english) : english;
    if (wanted === now) continue;
    labelled.set(element, { ...labelled.get(element), [name]: english });
    element.setAttribute(name, wanted);
  }
}

function translateTree(root: Node, language: Language): void {
  const holder = root instanceof Element ? root : root.parentElement;
  if (holder?.closest(NOT_ITS_OWN)) return;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node instanceof Element && node.matches(NOT_ITS_OWN) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  for (let node: Node | null = walker.currentNode; node; node = walker.nextNode()) {
    if (node instanceof Element) translateAttributes(node, language);
    else if (node.nodeType === Node.TEXT_NODE) translateText(node, language);
  }
}

/** Keeps what GraphiQL says on the page in the page's language, dialogs and hints too. It has no way to be told a language. */
export function useGraphiqlWords(language: Language): void {
  useEffect(() => {
    translateTree(document.body, language);
    const observer = new MutationObserver((changes) => {
      for (const { type, target, addedNodes } of changes) {
        if (type === 'childList') for (const node of addedNodes) translateTree(node, language);
        else translateTree(target, language);
      }
    });
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: [...ATTRIBUTES],
    });
    return () => observer.disconnect();
  }, [language]);
}
