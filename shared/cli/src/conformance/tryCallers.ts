import { EXIT } from '../exitCodes.ts';
import { Failure } from '../failure.ts';
import { joined, same, type Text, text } from '../text.ts';
import { type Finding, judged } from './finding.ts';
import { invalidPassports, validPassport } from './passports.ts';
import { described, post, type SubgraphAnswer, type Subject } from './subject.ts';

const OPERATIONS = ['{ __typename }', '{ _service { sdl } }', '{ _entities(representations: []) { __typename } }'];

/** Tries whom the subgraph answers: the bearer of a valid passport for it, and nobody else. Throws a `Failure` where nothing answers at all. */
export async function tryCallers(subject: Subject): Promise<Finding[]> {
  const options = { key: subject.key, audience: subject.name, viewer: subject.viewer };
  const good = await post(subject, await validPassport(options), body('{ __typename }'));
  if (good.status === 0) throw unanswered(subject, good);
  const valid = judged(
    text('answers a call with a valid passport', '响应带有效通行证的调用'),
    good.status === 200 && good.data?.__typename === 'Query' ? null : notAnswered(good),
  );
  const refusals: Finding[] = [];
  for (const [what, authorization] of await invalidPassports(options)) {
    const answers = await Promise.all(OPERATIONS.map((operation) => post(subject, authorization, body(operation))));
    const wrong = answers.find((answer) => !isRefused(answer));
    refusals.push(judged(joined(text('refuses ', '拒绝：'), what), wrong ? notRefused(wrong) : null));
  }
  return [valid, judged(CONTENT_TYPE, faultOfContentType(good)), ...refusals];
}

const CONTENT_TYPE = text('answers with the content type "application/json"', '响应的内容类型为“application/json”');

const faultOfContentType = ({ contentType, fault }: SubgraphAnswer): Text | null =>
  fault || contentType === 'application/json'
    ? null
    : text(`got ${JSON.stringify(contentType)}`, `实际为 ${JSON.stringify(contentType)}`);

const unanswered = ({ url }: Subject, { fault = '' }: SubgraphAnswer): Failure =>
  new Failure(
    EXIT.unavailable,
    'DEPENDENCY_UNAVAILABLE',
    text(
      `Nothing answers at ${url}: ${fault}. Start the subgraph, or mend the address, and try again.`,
      `${url} 没有响应：${fault}。请启动子图或更正地址后重试。`,
    ),
  );

export const body = (query: string, variables: object = {}, operationName?: string): string =>
  JSON.stringify({ query, variables, operationName });

/** A call without a valid passport gets 401 and `UNAUTHENTICATED`, and no data. */
const isRefused = ({ status, errors, data }: SubgraphAnswer): boolean =>
  status === 401 && errors?.[0]?.extensions?.code === 'UNAUTHENTICATED' && (data === undefined || data === null);

const notRefused = (answer: SubgraphAnswer): Text =>
  joined(
    text('expected status 401 and code "UNAUTHENTICATED", got ', '应为状态 401 和代码“UNAUTHENTICATED”，实际为 '),
    described(answer),
  );

const notAnswered = (answer: SubgraphAnswer): Text =>
  joined(
    same(described(answer)),
    text(
      '. Start the subgraph with the key set that "--make-key" printed, and with the name of "--subgraph" as the audience that it expects.',
      '。请让子图以“--make-key”输出的密钥集启动，并以“--subgraph”的名称作为其受众。',
    ),
  );
