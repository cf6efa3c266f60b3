import { mediationDueOn } from '../case/rules.ts';
import type { CaseFile } from './caseFile.ts';
import { type Html, html } from './html.ts';
import { claimTable, issuer, namesOf, sides, signature } from './parts.ts';
import { dateOrBlank, dayZh } from './wording.ts';

/** The application, as the form that an applicant fills in; one made by word of mouth carries the record that was made of it (P11 art. 12). */
export function application(file: CaseFile): Html {
  const { row, claims, orgNameZh } = file;
  const oral =
    row.oralRecord &&
    html`<h2>三、口头申请笔录</h2>
<p>${row.oralRecord}</p>
`;
  return html`${sides(file)}<h2>一、请求事项</h2>
${claimTable(claims)}<h2>二、事实与理由</h2>
${claims.map(
  ({ ground }) => html`<p>${ground}</p>
`,
)}${oral || null}<p>此致</p>
<p class="left">${orgNameZh}</p>
<section class="sign">
${signature('申请人（签名）', dateOrBlank(row.receivedAt))}</section>
`;
}

/** The notice that a case is accepted, with the last day of mediation. */
export function acceptanceNotice(file: CaseFile): Html {
  const { row, claims, orgNameZh, mediatorNameZh } = file;
  const term = row.source === 'COURT_DELEGATED' ? '本案系人民法院委派调解' : '依照《中华人民共和国劳动争议调解仲裁法》第十四条';
  return html`<p class="left">${namesOf(file, 'APPLICANT')}、${namesOf(file, 'RESPONDENT')}：</p>
<p>你们之间的劳动争议，本组织于${dateOrBlank(row.receivedAt)}收到调解申请。经审查，符合受理条件，双方同意调解，决定于${dateOrBlank(row.acceptedAt)}受理。</p>
${claimTable(claims)}<p>${term}，调解期限至${dayZh(mediationDueOn(row))}止。期限届满未达成调解协议的，当事人可以依法申请仲裁。</p>
<p>${mediatorNameZh ? `本案由调解员${mediatorNameZh}主持调解。当事人认为调解员与本案有利害关系的，可以申请回避。` : '本组织将指派调解员并另行通知。'}</p>
<p>劳动争议调解不收取任何费用。</p>
${issuer(orgNameZh, dateOrBlank(row.acceptedAt))}`;
}

/** The written notice that a case is not accepted, and what the applicant can do instead. */
export function refusalNotice(file: CaseFile): Html {
  const { row, orgNameZh } = file;
  return html`<p class="left">${namesOf(file, 'APPLICANT')}：</p>
<p>你（你们）与${namesOf(file, 'RESPONDENT')}之间的劳动争议，本组织于${dateOrBlank(row.receivedAt)}收到调解申请。经审查，决定不予受理，理由如下：</p>
<p>${row.refusalReason}</p>
<p>你（你们）可以依法向劳动争议仲裁委员会申请仲裁。申请仲裁的时效期间不因本通知而延长。</p>
${issuer(orgNameZh, dateOrBlank(row.refusedAt))}`;
}
