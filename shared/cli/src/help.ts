import type { Command, Option } from './command.ts';
import { EXIT_MEANINGS } from './exitCodes.ts';
import { COMMON_OPTIONS } from './parseCommandLine.ts';
import { joined, same, type Text, text } from './text.ts';

/** What `union-graph --help` prints. */
export function overview(commands: readonly Command[]): Text[] {
  return [
    text('union-graph: your own subgraph of the union graph', 'union-graph：管理您自己的联邦子图'),
    same(''),
    ...commands.map((command) => joined(`  ${usageOf(command).padEnd(26)} `, command.about)),
    same(''),
    text('Options of every command:', '各命令通用选项：'),
    ...optionLines(COMMON_OPTIONS),
    same(''),
    text('Exit codes:', '退出码：'),
    ...EXIT_MEANINGS.map(([code, meaning]) => joined(`  ${code}  `, meaning)),
    same(''),
    text(
      'A first time: login, init, check, publish. "union-graph COMMAND --help" tells more of each.',
      '首次使用：login、init、check、publish。各命令详情见“union-graph 命令 --help”。',
    ),
  ];
}

/** What `union-graph COMMAND --help` prints. */
export const helpOf = (command: Command): Text[] => [
  joined(`union-graph ${usageOf(command)} [options]`),
  same(''),
  command.about,
  same(''),
  ...optionLines({ ...command.options, ...COMMON_OPTIONS }),
];

const usageOf = ({ name, argument }: Command): string => (argument ? `${name} ${argument}` : name);

const optionLines = (options: Readonly<Record<string, Option>>): Text[] =>
  Object.entries(options).map(([name, { value, about }]) => joined(`  ${`--${name} ${value ?? ''}`.padEnd(26)} `, about));
