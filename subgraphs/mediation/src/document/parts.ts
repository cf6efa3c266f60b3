import type { Claim } from '../application/Claim.ts';
import type { Party } from '../application/Party.ts';
import type { PartySide } from '../schema.gen.ts';
import type { CaseFile } from './caseFile.ts';
import { type Html, html } from './html.ts';
import { CLAIM_KINDS, dayZh, yuan } from './wording.ts';

const SIDES: Readonly<Record<PartySide, string>> = { APPLICANT: '申请人', RESPONDENT: '被申请人' };

export const partiesOn = ({ parties }: Pick<CaseFile, 'parties'>, side: PartySide): Party[] =>
  parties.filter((party) => party.side === side);

/** The names of a side in one line. */
export const namesOf = (file: Pick<CaseFile, 'parties'>, side: PartySide): string =>
  partiesOn(file, side)
    .map(({ nameZh }) => nameZh)
    .join('、');

/** Both sides, a line for each party, with what was recorded of them. */
export const sides = (file: Pick<CaseFile, 'parties'>): Html =>
  html`${(['APPLICANT', 'RESPONDENT'] as const).flatMap((side) => partiesOn(file, side).map((party) => partyLine(side, party)))}`;

const partyLine = (side: PartySide, { nameZh, idMasked, phoneMasked, isRepresentative }: Party): Html =>
  html`<p>${SIDES[side]}：${nameZh}${idMasked ? `，身份证件号码（后四位）${idMasked}` : ''}${phoneMasked ? `，联系电话${phoneMasked}` : ''}${isRepresentative ? '（推举的代表人）' : ''}。</p>
`;

/** What is claimed, one row each. */
export const claimTable = (claims: readonly Claim[]): Html => html`<table>
<tr><th>序号</th><th>请求事项</th><th>期间</th><th>金额（元）</th></tr>
${claims.map(
  ({ kind, amountFen, periodFrom, periodTo }, at) =>
    html`<tr><td>${at + 1}</td><td>${CLAIM_KINDS[kind]}</td><td>${span(periodFrom, periodTo)}</td><td class="sum">${amountFen === null ? '—' : yuan(amountFen)}</td></tr>
`,
)}</table>
`;

const span = (from: string | null, to: string | null): string =>
  from === null && to === null ? '—' : `${from ? dayZh(from) : ''}至${to ? dayZh(to) : '今'}`;

/** A place to sign, and the day, which is filled in by hand where it is not known. */
export const signature = (who: string, day: string): Html => html`<p class="left">${who}：＿＿＿＿＿＿＿＿　　${day}</p>
`;

/** By whom a document is issued, with its seal, and on which day. */
export const issuer = (nameZh: string, day: string): Html => html`<section class="sign">
<p class="right">${nameZh}（印章）</p>
<p class="right">${day}</p>
</section>
`;
