import type { RuleNumber } from '@union-graph/subgraph';

const SMALL = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen'],
  ...['fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
];
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const DIGITS = ['零', '一', '[二两]', '三', '四', '五', '六', '七', '八', '九'];

/** By the unit of a number: the words that count it, each with how many of the unit it is. */
const WORDS: Readonly<Record<Exclude<RuleNumber['unit'], 'COUNT'>, Readonly<Record<string, number>>>> = {
  MINUTES: { 'minutes?|分钟': 1, 'hours?|小时': 60, 'days?|天': 1440 },
  HOURS: { 'hours?|小时|学时': 1, 'days?|天': 24 },
  DAYS: { 'days?|天|日': 1, 'weeks?|周': 7, 'months?|个月': 30, 'years?|年': 365 },
  WORKING_DAYS: { 'working days?|个?工作日': 1 },
  MONTHS: { 'months?|个?月': 1, 'years?|年': 12 },
  YEARS: { 'years?|年': 1 },
  BASIS_POINTS: { 'basis points?|基点': 1, 'per ?cent|%|％|个百分点': 100, 'times|倍': 10_000 },
  FEN: { 'fen|分': 1, 'yuan|元': 100 },
};

/** What is counted, by the plural nouns of the number's title: «How many evaluators …». */
const countedBy = (title: string): string[] =>
  (title.match(/\b[a-z]{4,}s\b/gi) ?? []).filter((noun) => noun !== 'unless').map((noun) => `${noun.slice(0, -1)}s?`);

function inEnglish(value: number): string[] {
  if (value < 20) return [SMALL[value] ?? ''];
  const tens = TENS[Math.floor(value / 10)];
  if (value < 100) return [value % 10 === 0 ? `${tens}` : `${tens}[- ]${SMALL[value % 10]}`];
  const [size, word] = value < 1000 ? [100, 'hundred'] : [1000, 'thousand'];
  if (value % size !== 0 || value / size >= 1000) return [];
  return inEnglish(value / size).map((text) => `(?:${value === size ? 'an? |' : ''}${text} )${word}`);
}

function inChinese(value: number): string[] {
  if (value < 10) return [`(?<!十|百|第)${DIGITS[value]}(?!十|百|千)`];
  if (value >= 100) return [];
  const tens = value < 20 ? '一?' : DIGITS[Math.floor(value / 10)];
  return [`${tens}十${value % 10 === 0 ? '(?![一二三四五六七八九])' : DIGITS[value % 10]}`];
}

/** A value as texts tell it: in digits, in English, in Chinese. */
function numeral(value: number): string {
  const digits = [String(value), value.toLocaleString('en')].map((text) => `(?<![\\d.,-])${text}(?!\\d|[.,:-]\\d)`);
  return `(?:${[...digits, ...inEnglish(value).map((text) => `\\b${text}\\b`), ...inChinese(value)].join('|')})`;
}

/**
 * Tells the sentences that give the value of a number: «3, 10 or 30 working days», «thirty days», «三十天», «hours owed: 16», «days; 14
 * unless told». A one is left out, which is a pronoun oftener than a number.
 */
export function findsValueOf({ title, unit, first }: RuleNumber): (text: string) => string[] {
  const words = unit === 'COUNT' ? countedBy(title).map((noun) => [noun, 1] as const) : Object.entries(WORDS[unit]);
  const patterns = words
    .filter(([, per]) => first % per === 0 && first / per > 1)
    .map(([noun, per]) => {
      const value = numeral(first / per);
      const [english, ...chinese] = noun.split('|');
      const word = `(?:${[`\\b${english}\\b`, ...chinese].join('|')})`;
      const before = `${value}(?:(?:,| or| and| to)? [\\w-]+){0,3}[ -]?${word}`;
      const after = `${word}[^.]*(?:[:;]|at least|at most|reach|than) ${value}`;
      return new RegExp(`${before}|${after}`, 'i');
    });
  return (text) =>
    text
      .replace(/\s+/g, ' ')
      .split(/(?<=[.。]) /)
      .filter((sentence) => patterns.some((pattern) => pattern.test(sentence)));
}
