import { joined, type Text, text } from '../text.ts';
import { type Finding, judged } from './finding.ts';
import { validPassport } from './passports.ts';
import { described, post, type SubgraphAnswer, type Subject } from './subject.ts';
import { body } from './tryCallers.ts';

const DOCUMENT = `query First($yes: Boolean!, $no: Boolean = false) {
  first: __typename
  skipped: __typename @skip(if: $yes)
  notIncluded: __typename @include(if: $no)
  ... on Query { second: __typename @include(if: $yes) }
  ...Others
}
query Second { other: __typename }
fragment Others on Query { third: __typename @skip(if: $no) }`;

/** Tries what of GraphQL the gateway uses: it renames fields, and sends variables, fragments and conditions. */
export async function tryExecution(subject: Subject): Promise<Finding[]> {
  const passport = await validPassport({ key: subject.key, audience: subject.name, viewer: subject.viewer });
  const ask = (name: string, variables: object) => post(subject, passport, body(DOCUMENT, variables, name));
  const all = { first: 'Query', second: 'Query', third: 'Query' };
  return [
    judged(
      text('executes aliases, variables, fragments, @skip and @include', '可执行别名、变量、片段、@skip 和 @include'),
      differs(await ask('First', { yes: true }), all),
    ),
    judged(
      text('executes the operation that "operationName" names', '执行“operationName”所指的操作'),
      differs(await ask('Second', {}), { other: 'Query' }),
    ),
  ];
}

/** What is wrong with an answer that should have this data, whatever the order of its fields. */
function differs(answer: SubgraphAnswer, expected: Readonly<Record<string, string>>): Text | null {
  const { data, errors } = answer;
  const isSame =
    Object.keys(data ?? {}).length === Object.keys(expected).length &&
    Object.entries(expected).every(([name, value]) => data?.[name] === value);
  return isSame && !errors
    ? null
    : joined(text('expected ', '应为 '), JSON.stringify(expected), text(', got ', '，实际为 '), described(answer));
}
