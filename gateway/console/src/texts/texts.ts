import type { Kind } from '../docs/groups.ts';
import type { SignInFaultCode } from '../sign-in/issuer.ts';

export type Language = 'zh' | 'en';

/** Every text of the page itself; GraphiQL's own are in `graphiqlWords.ts`. */
export interface Texts {
  readonly title: string;
  readonly otherLanguage: string;
  readonly signIn: string;
  readonly signOut: string;
  readonly switchPerson: string;
  readonly signedInAs: (name: string) => string;
  readonly notSignedIn: string;
  readonly loading: string;
  readonly retry: string;
  readonly dismiss: string;
  readonly signInAgain: string;
  readonly expired: (name: string) => string;
  readonly gatewayAway: string;
  readonly gatewayAwayHint: string;
  readonly faults: Readonly<Record<SignInFaultCode, string>>;
  readonly examples: string;
  readonly examplesHint: string;
  readonly testClockHint: string;
  readonly open: string;
  readonly asPerson: (person: string) => string;
  readonly asAnyone: string;
  readonly signInAs: (person: string) => string;
  readonly asProgram: (program: string) => string;
  readonly fillFrom: (name: string, example: string) => string;
  readonly fillToken: (client: string) => string;
  readonly fillYourself: (name: string) => string;
  readonly notSent: (what: string) => string;
  readonly refusedWith: (code: string) => string;
  readonly answerNotJson: (status: number) => string;
  readonly docs: string;
  readonly docsSearch: string;
  readonly docsNothing: string;
  readonly docsMore: (count: number) => string;
  readonly docsKinds: Readonly<Record<Kind, string>>;
  readonly plan: string;
  readonly planEmpty: string;
  readonly planNothing: string;
  readonly planUntold: string;
  readonly planSignIn: string;
  readonly planRefused: string;
  readonly planInOrder: string;
  readonly planAtOnce: string;
  readonly planIf: (variable: string) => string;
  readonly planIfNot: (variable: string) => string;
  readonly planNotMade: string;
  readonly planOperation: string;
  readonly planMs: (ms: number) => string;
  readonly planBytes: (bytes: number) => string;
  readonly planEntities: (count: number) => string;
  readonly planShared: string;
  readonly planRetries: (count: number) => string;
  readonly planFailed: (outcome: string) => string;
  readonly planSteps: Readonly<Record<'parse' | 'validate' | 'plan' | 'execute' | 'print' | 'total', string>>;
  readonly planCost: string;
  readonly planCosts: (estimated: number, actual: number | null, limit: number | null) => string;
  readonly planKnown: Readonly<Record<'text' | 'shape' | 'none', string>>;
}

const zh: Texts = {
  title: '工会服务一张图',
  otherLanguage: 'English',
  signIn: '登录 Sign in',
  signOut: '退出',
  switchPerson: '换人登录',
  signedInAs: (name) => `已登录：${name}`,
  notSignedIn: '未登录，只能读公开的字段',
  loading: '正在打开…',
  retry: '重试',
  dismiss: '知道了',
  signInAgain: '重新登录',
  expired: (name) => `${name}的登录已过期。请重新登录，再发送请求。`,
  gatewayAway: '网关没有回应。',
  gatewayAwayHint: '请确认服务已启动，然后重试。已写的内容都保留着。',
  faults: {
    'issuer-unreachable': '身份服务没有回应，无法登录。请稍后再试。',
    refused: '身份服务没有同意这次登录。',
    'not-ours': '这次登录不是从本页发起的，或已用过，已忽略。请重新登录。',
    'insecure-context': '浏览器只允许在 https、localhost 或 127.0.0.1 上登录。请改用这样的地址打开本页。',
  },
  examples: '示例：旅程',
  examplesHint: '点一条，在新标签页中打开；再按 ▶ 发送。前一步得到的编号会自动填进后一步。',
  testClockHint: '示例把时间设为 2013-10-19（请求头 x-test-now）。',
  open: '此网关不设登录',
  asPerson: (person) => `登录人：${person}`,
  asAnyone: '无需登录',
  signInAs: (person) => `以 ${person} 登录`,
  asProgram: (program) => `合作组织的程序：${program}`,
  fillFrom: (name, example) => `变量 ${name} 待填：先运行示例 ${example}，或自己填写。`,
  fillToken: (client) =>
    `请求头 authorization 待填：在终端运行 npm run --silent token -- ${client}，用打印的令牌替换 {{${client}}}。`,
  fillYourself: (name) => `{{${name}}} 待填：没有示例给出它，请自己填写。`,
  notSent: (what) => `没有发送。${what}`,
  refusedWith: (code) => `这一条会被拒绝，错误码是 ${code}。`,
  answerNotJson: (status) => `网关的回答不是 JSON（状态 ${status}）。`,
  docs: '文档',
  docsSearch: '按名称或说明查找',
  docsNothing: '没有找到。',
  docsMore: (count) => `还有 ${count} 个：请缩小查找范围。`,
  docsKinds: {
    entries: '查询与变更',
    objects: '对象类型',
    abstract: '接口与联合类型',
    enums: '枚举',
    inputs: '输入类型',
    scalars: '标量',
  },
  plan: '执行计划',
  planEmpty: '按 ▶ 发送操作，这里就显示网关怎样完成它：问了哪些子图、先后次序、各用多少时间。',
  planNothing: '没有向子图发出请求：操作被拒绝，或只问了图本身。',
  planUntold: '网关没有给出计划：只有开发者（令牌带 introspect 权限）可以看。',
  planSignIn: '网关没有给出计划：只有开发者（令牌带 introspect 权限）可以看。请先登录。',
  planRefused: '操作没有执行，也没有计划。原因见右边的回答。',
  planInOrder: '依次',
  planAtOnce: '同时',
  planIf: (variable) => `若 $${variable} 为真`,
  planIfNot: (variable) => `若 $${variable} 为假`,
  planNotMade: '未发出：没有需要补充的对象',
  planOperation: '发给子图的操作',
  planMs: (ms) => `${ms} 毫秒`,
  planBytes: (bytes) => `${bytes} 字节`,
  planEntities: (count) => `${count} 个对象`,
  planShared: '与其他请求共用',
  planRetries: (count) => `重试 ${count} 次`,
  planFailed: (outcome) => `无回答：${outcome}`,
  planSteps: { parse: '解析', validate: '校验', plan: '找到计划', execute: '执行', print: '输出', total: '合计' },
  planCost: '费用',
  planCosts: (estimated, actual, limit) =>
    [`估计 ${estimated}`, actual === null ? '' : `实际 ${actual}`, limit === null ? '' : `上限 ${limit}`]
      .filter(Boolean)
      .join(' · '),
  planKnown: {
    text: '这个操作已有计划，直接使用。',
    shape: '只有常量不同的操作已有计划，直接使用。',
    none: '新的操作：这次做了计划，下次直接使用。',
  },
};

const en: Texts = {
  title: 'Union graph',
  otherLanguage: '中文',
  signIn: '登录 Sign in',
  signOut: 'Sign out',
  switchPerson: 'Switch person',
  signedInAs: (name) => `Signed in: ${name}`,
  notSignedIn: 'Not signed in: public fields only',
  loading: 'Opening…',
  retry: 'Try again',
  dismiss: 'Dismiss',
  signInAgain: 'Sign in again',
  expired: (name) => `The sign-in of ${name} has expired. Sign in again before sending requests.`,
  gatewayAway: 'The gateway does not answer.',
  gatewayAwayHint: 'Make sure the services run, then try again. What you wrote is kept.',
  faults: {
    'issuer-unreachable': 'The identity service does not answer, so signing in is not possible. Try again in a moment.',
    refused: 'The identity service refused this sign-in.',
    'not-ours': 'This sign-in was not started by this page, or was used before; it was ignored. Sign in again.',
    'insecure-context': 'Browsers allow signing in on https, localhost or 127.0.0.1 only. Open this page by such an address.',
  },
  examples: 'Examples: journeys',
  examplesHint: 'Choose one to open it in a new tab, then press ▶. Ids from one step are filled into the next.',
  testClockHint: 'Examples set the time to 2013-10-19 (header x-test-now).',
  open: 'This gateway runs open: nobody signs in',
  asPerson: (person) => `Sign in as: ${person}`,
  asAnyone: 'No sign-in needed',
  signInAs: (person) => `Sign in as ${person}`,
  asProgram: (program) => `Program of a partner: ${program}`,
  fillFrom: (name, example) => `Variable ${name} has no value yet: run the example ${example} first, or write it yourself.`,
  fillToken: (client) =>
    `The header authorization has no token yet: run npm run --silent token -- ${client} in a terminal and put what it prints in place of {{${client}}}.`,
  fillYourself: (name) => `{{${name}}} has no value yet, and no example gives it: write it yourself.`,
  notSent: (what) => `Not sent. ${what}`,
  refusedWith: (code) => `This one is refused with the code ${code}.`,
  answerNotJson: (status) => `The gateway's answer is not JSON (status ${status}).`,
  docs: 'Documentation',
  docsSearch: 'Search names and descriptions',
  docsNothing: 'Nothing was found.',
  docsMore: (count) => `${count} more: search for less.`,
  docsKinds: {
    entries: 'Queries and mutations',
    objects: 'Object types',
    abstract: 'Interfaces and unions',
    enums: 'Enums',
    inputs: 'Input types',
    scalars: 'Scalars',
  },
  plan: 'Plan',
  planEmpty:
    'Press ▶ to send the operation. This shows how the gateway answers it: which subgraphs it asks, in which order, and how long each takes.',
  planNothing: 'No subgraph was asked: the operation was refused, or asks only about the graph itself.',
  planUntold: 'The gateway gave no plan: it is for developers, whose token has the scope "introspect".',
  planSignIn: 'The gateway gave no plan: it is for developers, whose token has the scope "introspect". Sign in first.',
  planRefused: 'The operation was not executed, so there is no plan. The answer on the right says why.',
  planInOrder: 'in order',
  planAtOnce: 'at once',
  planIf: (variable) => `if $${variable} is true`,
  planIfNot: (variable) => `if $${variable} is false`,
  planNotMade: 'not sent: nothing was left to ask',
  planOperation: 'Operation sent to the subgraph',
  planMs: (ms) => `${ms} ms`,
  planBytes: (bytes) => `${bytes} bytes`,
  planEntities: (count) => (count === 1 ? '1 entity' : `${count} entities`),
  planShared: 'shared with another request',
  planRetries: (count) => (count === 1 ? 'sent again once' : `sent again ${count} times`),
  planFailed: (outcome) => `no answer: ${outcome}`,
  planSteps: { parse: 'Parse', validate: 'Validate', plan: 'Find the plan', execute: 'Execute', print: 'Print', total: 'Total' },
  planCost: 'Cost',
  planCosts: (estimated, actual, limit) =>
    [`${estimated} estimated`, actual === null ? '' : `${actual} actual`, limit === null ? '' : `limit ${limit}`]
      .filter(Boolean)
      .join(' · '),
  planKnown: {
    text: 'This operation had a plan, which was used.',
    shape: 'An operation that differs only in its constants had a plan, which was used.',
    none: 'A new operation: it was planned now, and will not be again.',
  },
};

export const TEXTS: Readonly<Record<Language, Texts>> = { zh, en };
