import { type Text, text } from './text.ts';

/** How the command ends, for pipelines. */
export const EXIT = {
  done: 0,
  refused: 1,
  usage: 2,
  notAllowed: 3,
  unavailable: 4,
  conflict: 5,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What each exit code means, in the order of the codes. */
export const EXIT_MEANINGS: readonly (readonly [ExitCode, Text])[] = [
  [EXIT.done, text('done, or the check passes', '完成，或检查通过')],
  [EXIT.refused, text('refused: the schema, the subgraph or the change is at fault', '被拒绝：结构、子图或改动有问题')],
  [EXIT.usage, text('called wrongly, or a setting is missing', '用法有误或缺少设置')],
  [EXIT.notAllowed, text('not signed in, or without the right to do this', '尚未登录，或没有这项权限')],
  [
    EXIT.unavailable,
    text('the gateway or the identity provider does not answer; try again later', '网关或身份服务没有响应，请稍后再试'),
  ],
  [EXIT.conflict, text('changed by somebody else meanwhile; read it and decide anew', '期间被他人更改，请重新查看后再决定')],
];

/** The exit code for the code of a GraphQL error (the graph's specification lists them). */
export function exitCodeOf(code: string): ExitCode {
  if (['UNAUTHENTICATED', 'FORBIDDEN', 'AGREEMENT_INACTIVE', 'FIELD_NOT_ALLOWED'].includes(code)) return EXIT.notAllowed;
  if (['DEPENDENCY_UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL_SERVER_ERROR'].includes(code)) return EXIT.unavailable;
  return ['VERSION_CONFLICT', 'IDEMPOTENCY_MISMATCH'].includes(code) ? EXIT.conflict : EXIT.refused;
}
