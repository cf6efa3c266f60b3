import { execFileSync } from 'node:child_process';
import { openUser, type User } from '../test/run.ts';
import { COMMANDS } from './commands.ts';

let user: User;
beforeEach(() => {
  user = openUser();
});
afterEach(() => user.remove());

test.each<[string, number, RegExp]>([
  ['', 2, /Exit codes:\n {2}0 {2}done/],
  ['--help', 0, /union-graph: your own subgraph/],
  ['help', 0, /publish the schema/],
  ['--version', 0, /^\d+\.\d+\.\d+\n$/],
  ['publish --help', 0, /--acknowledge-breaking/],
])('"union-graph %s" ends with %i and tells %s', async (args, code, told) => {
  const ran = await user.run(args);
  expect([ran.code, ran.err]).toEqual([code, '']);
  expect(ran.out).toMatch(told);
});

test.each<[string, RegExp]>([
  ['publis', /no command "publis"\. Did you mean "union-graph publish"\?/],
  ['frobnicate', /no command "frobnicate"\. "union-graph --help"/],
  ['publish --acknowledge', /no option "--acknowledge"/],
  ['check --shema x', /Did you mean "--schema"\?/],
  ['check --schema', /"--schema" has no value/],
  ['check here', /does not know what to do with "here"/],
  ['catalogue --level SECRET', /"--level" takes one of PUB, PAR, INT, PER, PER_SENSITIVE; got "SECRET"/],
  ['rollback', /Say why/],
  ['check', /There is no schema "schema.graphql" here/],
  ['login', /Name the program/],
  ['login --gateway http://graph.example --client-id x', /credentials are sent over https only/],
  ['init', /Name the subgraph/],
  ['init --subgraph ind-2', /Name the subgraph/],
  ['conformance', /Say which subgraph/],
  ['completion tcsh', /bash, zsh or fish/],
])('"union-graph %s" is called wrongly, and is told so with what to do', async (args, told) => {
  const ran = await user.run(args);
  expect([ran.code, ran.out]).toEqual([2, '']);
  expect(ran.err).toMatch(told);
  const asJson = JSON.parse((await user.run(`${args} --json`)).out);
  expect(asJson).toEqual({ exitCode: 2, error: { code: expect.stringMatching(/^[A-Z_]+$/), message: ran.err.trimEnd() } });
});

test('speaks Chinese where the option, the variable or the environment says so', async () => {
  for (const [args, env] of [
    ['publis --lang zh', {}],
    ['publis', { UNION_GRAPH_LANG: 'zh' }],
    ['publis', { LC_ALL: 'zh_CN.UTF-8' }],
  ] as const)
    expect((await user.run(args, { env })).err).toMatch(/没有“publis”这个命令。您是否想用“union-graph publish”？/);
});

test('every text of the help is in both languages', async () => {
  const [en, zh] = [await user.run('--help'), await user.run('--help --lang zh')].map(({ out }) => out.split('\n'));
  const untranslated = zh?.filter((line, at) => line !== '' && line === en?.[at]);
  expect([untranslated, zh?.length]).toEqual([[], en?.length]);
});

describe('completion', () => {
  const complete = (script: string, words: readonly string[]): string[] =>
    execFileSync(
      'bash',
      [
        '-c',
        `${script}\nCOMP_WORDS=(union-graph ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}; _union_graph; printf '%s\\n' "\${COMPREPLY[@]}"`,
      ],
      { encoding: 'utf8' },
    )
      .split('\n')
      .filter(Boolean);

  test.each<[string[], string[]]>([
    [['p'], ['publish']],
    [['publish', '--r'], ['--routing-url']],
    [
      ['catalogue', '--level', 'P'],
      ['PUB', 'PAR', 'PER', 'PER_SENSITIVE'],
    ],
    [['completion', 'z'], ['zsh']],
    [
      ['check', '--lang', ''],
      ['en', 'zh'],
    ],
  ])('of bash: %j gives %j', async (words, expected) => {
    expect(complete((await user.run('completion bash')).out, words)).toEqual(expected);
  });

  test('of every shell names every command', async () => {
    for (const shell of ['bash', 'zsh', 'fish']) {
      const { out } = await user.run(`completion ${shell}`);
      for (const { name } of COMMANDS) expect([shell, name, out.includes(name)]).toEqual([shell, name, true]);
    }
  });
});
