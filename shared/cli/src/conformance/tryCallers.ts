import { joined, same, type Text, text } from '../text.ts';
import { type Finding, judged } from './finding.ts';
import { invalidPassports, validPassport } from './passports.ts';
import { described, post, type SubgraphAnswer, type Subject } from './subject.ts';

const OPERATIONS = ['{ __typename }', '{ _service { sdl } }', '{ _entities(representations: []) { __typename } }'];

/** Tries whom the subgraph answers: the bearer of a valid passport for it, and nobody else. */
export async function tryCallers(subject: Subject): Promise<Finding[]> {
  const options = { key: subject.key, audience: subject.name, viewer: subject.viewer };
  const good = await post(subject, await validPassport(options), body('{ __typename }'));
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
  return [valid, ...refusals];
}

export const body = (query: string, variables: object = {}): string => JSON.stringify({ query, variables });

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
      '. Does the subgraph trust the public half of the key ("--key"), for the audience that is its name?',
      '。子图是否信任该私钥（“--key”）对应的公钥，且受众为其名称？',
    ),
  );
