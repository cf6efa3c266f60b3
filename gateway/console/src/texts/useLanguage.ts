import { createContext, useContext, useEffect, useState } from 'react';
import type { Language, Texts } from './texts.ts';
import { TEXTS } from './texts.ts';

const KEPT = 'console.language';

const LanguageContext = createContext<Language>('zh');

export const LanguageProvider = LanguageContext.Provider;

/** The chosen language: remembered, at first the browser's. */
export function useLanguageChoice(): [Language, () => void] {
  const [language, setLanguage] = useState<Language>(() => {
    const kept = localStorage.getItem(KEPT) ?? navigator.language;
    return kept.startsWith('zh') ? 'zh' : 'en';
  });
  useEffect(() => {
    localStorage.setItem(KEPT, language);
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  return [language, () => setLanguage(language === 'zh' ? 'en' : 'zh')];
}

export function useTexts(): Texts & { language: Language } {
  const language = useContext(LanguageContext);
  return { ...TEXTS[language], language };
}
