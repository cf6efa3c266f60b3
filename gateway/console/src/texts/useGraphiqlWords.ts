import { useEffect } from 'react';
import { inChinese as graphiqlInChinese } from './graphiqlWords.ts';
import { monacoInChinese } from './monacoWords.ts';
import type { Language } from './texts.ts';

/** Where what is written is not GraphiQL's: editors, descriptions, names of the schema, and our own panels. */
const NOT_ITS_OWN =
  '.monaco-editor, .graphiql-markdown-description, .graphiql-doc-explorer-type-name, .graphiql-doc-explorer-field-name, .graphiql-doc-explorer-argument-name, .graphiql-history-item-label, .graphiql-tab-button, .own-words';
/** What the editor says itself: the names of its inputs, and its messages. All else in it is what somebody wrote. */
const SAID_BY_EDITOR = '.monaco-editor textarea, .monaco-editor .monaco-editor-overlaymessage';
const ATTRIBUTES = ['aria-label', 'aria-roledescription', 'title', 'placeholder'] as const;
/** GraphiQL finds this button by its English label, to open the documentation by a key: its Chinese name is written elsewhere. */
const FOUND_BY_LABEL = 'Show Documentation Explorer';
const NAME_OF_BUTTON = 'documentation-button-name';

/** Gives what is said in English in the page's language; null for what is nobody's word. */
type Say = (english: string) => string | null;

/** What GraphiQL wrote, by what was put in its place. */
const written = new WeakMap<Node, string>();
const labelled = new WeakMap<Element, Record<string, string>>();

function translateText(node: Node, language: Language, inChinese: Say): void {
  const now = node.nodeValue ?? '';
  const known = written.get(node);
  // React writes into the same node again when its text changes: that is new English.
  const english = known !== undefined && now === inChinese(known) ? known : now;
  const wanted = language === 'zh' ? (inChinese(english) ?? english) : english;
  if (wanted === now) return;
  written.set(node, english);
  node.nodeValue = wanted;
}

function translateAttributes(element: Element, language: Language, inChinese: Say): void {
  nameButton(element, language);
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

/** Names the button that keeps its English label by a hidden text: to screen readers that goes before the label. */
function nameButton(element: Element, language: Language): void {
  if (language === 'zh' && element.getAttribute('aria-label') === FOUND_BY_LABEL) {
    if (!document.getElementById(NAME_OF_BUTTON)) {
      const name = document.createElement('span');
      Object.assign(name, {
        id: NAME_OF_BUTTON,
        className: 'own-words',
        hidden: true,
        textContent: graphiqlInChinese(FOUND_BY_LABEL),
      });
      document.body.append(name);
    }
    element.setAttribute('aria-labelledby', NAME_OF_BUTTON);
  } else if (element.getAttribute('aria-labelledby') === NAME_OF_BUTTON) element.removeAttribute('aria-labelledby');
}

function translateBelow(root: Node, language: Language, inChinese: Say): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node instanceof Element && node.matches(NOT_ITS_OWN) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  for (let node: Node | null = walker.currentNode; node; node = walker.nextNode()) {
    if (node instanceof Element) translateAttributes(node, language, inChinese);
    else if (node.nodeType === Node.TEXT_NODE) translateText(node, language, inChinese);
  }
}

function translateTree(root: Node, language: Language): void {
  const holder = root instanceof Element ? root : root.parentElement;
  if (!holder) return;
  const inEditor = holder.closest(SAID_BY_EDITOR) ? [root] : holder.querySelectorAll(SAID_BY_EDITOR);
  for (const said of inEditor) translateBelow(said, language, monacoInChinese);
  if (!holder.closest(NOT_ITS_OWN)) translateBelow(root, language, graphiqlInChinese);
}

/** Keeps what GraphiQL and its editor say on the page in the page's language, dialogs and hints too. They have no way to be told a language. */
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
