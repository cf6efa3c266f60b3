import { civilDay } from '@union-graph/subgraph';
import type { ClaimKind, ConfirmationResult } from '../schema.gen.ts';

/** A civil day as documents write it: 2013年10月19日. */
export function dayZh(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** The day of an instant in Beijing; blanks to be filled in by hand where there is none. */
export const dateOrBlank = (at: Date | string | null): string =>
  at ? dayZh(typeof at === 'string' ? at : civilDay(at)) : '　　　　年　　月　　日';

/** Money in figures: 8,640.00. */
export const yuan = (fen: bigint): string =>
  `${String(fen / 100n).replace(/\B(?=(\d{3})+$)/g, ',')}.${String(fen % 100n).padStart(2, '0')}`;

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿', '万亿'];

/** Money in the capital characters that bills and agreements are written in (支付结算办法 附一): 捌仟陆佰肆拾元整. */
export function yuanInCapitals(fen: bigint): string {
  const whole = capitalsOf(fen / 100n);
  const [jiao, cents] = [Number((fen / 10n) % 10n), Number(fen % 10n)];
  const parts = [
    whole && `${whole}元`,
    jiao > 0 ? `${DIGITS[jiao]}角` : cents > 0 && whole ? '零' : '',
    cents > 0 ? `${DIGITS[cents]}分` : '整',
  ];
  return fen === 0n ? '零元整' : parts.join('');
}

/** By groups of four digits, the highest first; a zero is spoken where places between digits are empty. */
function capitalsOf(whole: bigint): string {
  const groups: number[] = [];
  for (let rest = whole; rest > 0n; rest /= 10_000n) groups.push(Number(rest % 10_000n));
  let text = '';
  for (const [at, four] of [...groups.entries()].reverse()) {
    if (four === 0) continue;
    const isGap = text !== '' && (four < 1_000 || groups[at + 1] === 0);
    text += `${isGap ? '零' : ''}${fourCapitals(four)}${GROUPS[at]}`;
  }
  return text;
}

function fourCapitals(four: number): string {
  const digits = String(four).split('').map(Number);
  const spoken = digits.map((digit, at) => (digit === 0 ? '零' : `${DIGITS[digit]}${PLACES[digits.length - 1 - at]}`));
  return spoken.join('').replace(/零+/g, '零').replace(/零$/, '');
}

/** How documents name the kinds of claims. */
export const CLAIM_KINDS: Readonly<Record<ClaimKind, string>> = {
  LABOUR_RELATION: '确认劳动关系',
  CONTRACT: '劳动合同的订立、履行、变更、解除和终止',
  DISMISSAL: '除名、辞退和辞职、离职',
  WORKING_TIME: '工作时间',
  REST: '休息休假',
  SOCIAL_INSURANCE: '社会保险',
  WELFARE: '福利',
  TRAINING: '培训',
  PROTECTION: '劳动保护',
  WAGES: '劳动报酬',
  OVERTIME: '加班费',
  INJURY_MEDICAL: '工伤医疗费',
  COMPENSATION: '经济补偿',
  DAMAGES: '赔偿金',
};

export const RESULTS: Readonly<Record<ConfirmationResult, string>> = { CONFIRMED: '予以确认', REFUSED: '不予确认' };
