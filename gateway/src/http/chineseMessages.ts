import type { RefusalCode } from '@union-graph/subgraph';
import type { GraphQLFormattedError } from 'graphql';

/** The codes that the gateway has beside those of domain rule 2.0.2. */
type GatewayCode = 'GRAPHQL_PARSE_FAILED' | 'GRAPHQL_VALIDATION_FAILED' | 'INTERNAL_SERVER_ERROR';

/** What each code means and what to do next, in Chinese. The English `message` says more: names, amounts and days of the case at hand. */
const MESSAGES: Readonly<Record<RefusalCode | GatewayCode, string>> = {
  UNAUTHENTICATED: '尚未登录，或登录已失效。请重新登录。',
  FORBIDDEN: '您没有这项权限。所缺的角色、授权或同意见“missing”。',
  NOT_FOUND: '没有这项内容，或您无权知悉。请核对编号。',
  BAD_USER_INPUT: '填写有误、缺少必填项或超出范围。请改正后重试。',
  VALIDATION_FAILED: '填写的内容不符合业务规则。请按规则改正。',
  INVALID_TRANSITION: '当前状态不允许此操作。请刷新后查看最新状态。',
  VERSION_CONFLICT: '内容已被他人更改。请重新读取后再操作。',
  IDEMPOTENCY_MISMATCH: '同一个幂等键已用于另一份内容。新的请求请换用新的键。',
  DUPLICATE: '相同的记录已经存在，不能重复办理。',
  DEADLINE_PASSED: '已超过办理期限。',
  LIMITATION_EXPIRED: '已超过一年的仲裁时效。如仍要申请，须明确接受时效风险。',
  THRESHOLD_NOT_MET: '人数、分数或比例未达到规定标准。',
  NOT_ELIGIBLE: '不符合申请条件。',
  CARD_ALREADY_ACTIVE: '此会员已有一张有效的互助服务卡，不能再领。',
  CARD_NOT_ACTIVE: '互助服务卡不在有效状态。',
  MEMBERSHIP_EXISTS: '此人已是其他工会的会员。',
  SLOT_TAKEN: '该时段已被占用。请另选时间。',
  CAPACITY_FULL: '名额已满。',
  NOT_BOOKABLE: '该设施免费开放，无需也不能预订。',
  OUTSIDE_HOURS: '不在开放时间内。',
  BOOKING_SUSPENDED: '因多次爽约，预订资格暂停中。',
  QUOTA_EXCEEDED: '已超过个人、合作方或项目的限额。',
  HOUSEHOLD_FILE_EXISTS: '该家庭已有在办的困难档案。',
  INSUFFICIENT_FUNDS: '账户余额不足。',
  BUDGET_EXCEEDED: '超出预算。',
  SOURCE_NOT_APPROVED: '付款依据尚未批准。',
  AMOUNT_EXCEEDS_SOURCE: '付款金额超过批准的金额。',
  PAYEE_MISMATCH: '收款人与付款依据不符。',
  UNBALANCED_ENTRY: '分录借贷不平衡。',
  SEPARATION_OF_DUTIES: '职责须分离：这一步须由另一人办理。',
  CONFLICT_OF_INTEREST: '与当事人有利害关系，须回避。',
  CONSENT_REQUIRED: '缺少本人有效的同意。',
  AGREEMENT_INACTIVE: '数据共享协议未生效或已终止。',
  FIELD_NOT_ALLOWED: '协议不允许读取此字段。',
  PURPOSE_MISMATCH: '用途与协议不符。',
  RATE_LIMITED: '请求过多或开销过大。请在“retryAfterMs”所示时间之后重试。',
  DEPENDENCY_UNAVAILABLE: '有一项服务暂时不可用。请稍后重试。',
  GRAPHQL_PARSE_FAILED: '查询语句有语法错误。',
  GRAPHQL_VALIDATION_FAILED: '查询语句与图的结构不符。',
  INTERNAL_SERVER_ERROR: '系统出错。报告问题时请附上“errorId”。',
};

const messages = new Map<unknown, string>(Object.entries(MESSAGES));

const LONGEST_HEADER = 1_000;

/** Whether the language that an `accept-language` header prefers is Chinese (RFC 9110, 12.5.4); of two with one weight, the first. */
export function prefersChinese(header: string | undefined): boolean {
  let [preferred, most] = ['', 0];
  for (const entry of (header ?? '').slice(0, LONGEST_HEADER).split(',')) {
    const [range = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    const weight = quality === undefined ? 1 : Number(quality) || 0;
    if (weight > most) [preferred, most] = [range, weight];
  }
  return /^zh(-|$)/.test(preferred);
}

/** `messageZh` for the extensions of an error with this code; nothing for a code that is none of the graph's. */
export function messageZhOf(code: unknown): { messageZh?: string } {
  const messageZh = messages.get(code);
  return messageZh === undefined ? {} : { messageZh };
}

/** The error with its sentence in Chinese beside the English one, which programs and tests may rely on. */
export const withMessageZh = (error: GraphQLFormattedError): GraphQLFormattedError => ({
  ...error,
  extensions: { ...error.extensions, ...messageZhOf(error.extensions?.code) },
});
