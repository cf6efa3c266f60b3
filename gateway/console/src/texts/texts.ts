import type { SignInFaultCode } from '../sign-in/issuer.ts';

export type Language = 'zh' | 'en';

/** Every text of the page itself; GraphiQL's own stay as they are. */
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
  readonly missing: (names: string) => string;
  readonly answerNotJson: (status: number) => string;
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
  missing: (names) => `有变量待填：${names}。先运行前一步，或自己填写。`,
  answerNotJson: (status) => `网关的回答不是 JSON（状态 ${status}）。`,
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
  missing: (names) => `Variables to fill: ${names}. Run the step before, or write them yourself.`,
  answerNotJson: (status) => `The gateway's answer is not JSON (status ${status}).`,
};

export const TEXTS: Readonly<Record<Language, Texts>> = { zh, en };
