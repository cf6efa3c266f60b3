import type { PartySide } from '../schema.gen.ts';
import type { CaseFile } from './caseFile.ts';
import { type Html, html } from './html.ts';
import { claimTable, issuer, namesOf, partiesOn, sides, signature } from './parts.ts';
import { CLAIM_KINDS, dateOrBlank, dayZh, RESULTS, yuan, yuanInCapitals } from './wording.ts';

/** The agreement: who, about what, the terms, and three signatures and the seal by which it comes in force (P11 art. 14). */
export function agreementText(all: CaseFile): Html {
  const file = withoutLeavers(all);
  const { row, claims, agreement, orgNameZh, mediatorNameZh } = file;
  const totalFen = agreement?.totalFen ?? 0n;
  const effective = agreement?.effectiveAt
    ? `本协议已于${dateOrBlank(agreement.effectiveAt)}生效。`
    : '本协议经双方当事人签名或者盖章、调解员签名并加盖调解组织印章后生效。';
  return html`${sides(file)}<h2>一、争议事项</h2>
${claimTable(claims)}<h2>二、协议内容</h2>
<p>经${orgNameZh}主持调解，双方自愿达成如下协议：</p>
${terms(file)}<p>以上合计人民币${yuan(totalFen)}元（大写：${yuanInCapitals(totalFen)}）。</p>
<h2>三、协议的效力</h2>
<p>${effective}生效的调解协议对双方具有约束力，当事人应当履行。一方在约定期限内不履行的，另一方可以依法申请仲裁；因支付拖欠劳动报酬、工伤医疗费、经济补偿或者赔偿金达成协议的，劳动者可以持本协议依法向人民法院申请支付令。</p>
<section class="sign">
${signaturesOf(file, 'APPLICANT')}${signaturesOf(file, 'RESPONDENT')}${signature(`调解员（签名）${mediatorNameZh ?? ''}`, dateOrBlank(agreement?.signedByMediatorAt ?? null))}</section>
${issuer(orgNameZh, dateOrBlank(agreement?.sealedAt ?? null))}<p class="left">${row.caseNo}</p>
`;
}

/** Those whom an agreement binds: an applicant who left the case is none of them. */
const withoutLeavers = (file: CaseFile): CaseFile => ({ ...file, parties: file.parties.filter(({ leftAt }) => leftAt === null) });

const PLACES = { APPLICANT: '申请人（签名）', RESPONDENT: '被申请人（签名或者盖章）' } as const;

/** A place to sign for a side, or for each of several parties who sign for themselves. */
function signaturesOf(file: CaseFile, side: PartySide): Html {
  const parties = partiesOn(file, side);
  if (parties.length <= 1 || parties.some(({ isRepresentative }) => isRepresentative))
    return signature(PLACES[side], dateOrBlank(file.sideSigned[side]));
  return html`${parties.map(({ id, nameZh }) => signature(`${PLACES[side]}${nameZh}`, dateOrBlank(file.signed.get(id) ?? null)))}`;
}

const terms = ({ terms: all, claims }: CaseFile): Html => html`<table>
<tr><th>序号</th><th>协议条款</th><th>履行期限</th><th>金额（元）</th></tr>
${all.map((term, at) => {
  const claim = claims.find(({ id }) => id === term.claimId);
  return html`<tr><td>${at + 1}</td><td>${claim ? `${CLAIM_KINDS[claim.kind]}：` : ''}${term.text}</td><td class="day">${dayZh(term.dueAt)}前</td><td class="sum">${yuan(term.amountFen)}</td></tr>
`;
})}</table>
`;

/** What both sides ask for jointly: that arbitration reviews the agreement, or that a court confirms it. */
export function confirmationText(all: CaseFile): Html {
  const file = withoutLeavers(all);
  const { agreement, confirmation, orgNameZh } = file;
  if (!confirmation) return html``;
  const isJudicial = confirmation.route === 'JUDICIAL';
  const result =
    confirmation.result &&
    html`<h2>审查结果</h2>
<p>${RESULTS[confirmation.result]}${confirmation.documentNo ? `，文书编号：${confirmation.documentNo}` : ''}。</p>
`;
  return html`${sides(file)}<p>双方因${namesOf(file, 'APPLICANT')}与${namesOf(file, 'RESPONDENT')}之间的劳动争议，经${orgNameZh}主持调解达成协议，该协议已于${dateOrBlank(agreement?.effectiveAt ?? null)}生效。</p>
<p>现双方于${dayZh(confirmation.appliedAt)}共同${isJudicial ? '申请人民法院确认上述调解协议有效' : '申请劳动争议仲裁委员会对上述调解协议进行审查并制作调解书'}。双方承诺：协议出于自愿，不存在恶意串通、规避法律的行为；因此损害他人权益的，愿意承担相应的法律责任。</p>
${terms(file)}<p>合计人民币${yuan(agreement?.totalFen ?? 0n)}元（大写：${yuanInCapitals(agreement?.totalFen ?? 0n)}）。</p>
<p>此致</p>
<p class="left">${isJudicial ? '人民法院' : '劳动争议仲裁委员会'}</p>
<section class="sign">
${signature('申请人（签名）', dayZh(confirmation.appliedAt))}${signature('被申请人（签名或者盖章）', dayZh(confirmation.appliedAt))}</section>
${result || null}`;
}
