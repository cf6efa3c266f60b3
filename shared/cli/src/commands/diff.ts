import type { Command, Outcome } from '../command.ts';
import { EXIT } from '../exitCodes.ts';
import { reportChanges } from '../reportCheck.ts';
import { joined, same, text } from '../text.ts';
import { checkedSchema, SCHEMA_OPTIONS } from './check.ts';

export const diff: Command = {
  name: 'diff',
  about: text('how the schema differs from the version that is served', '与当前版本的差异'),
  options: {
    ...SCHEMA_OPTIONS,
    current: {
      type: 'boolean',
      about: text('print the schema that is served, for another tool', '输出当前版本的结构，供其他工具比较'),
    },
  },
  run: async (call): Promise<Outcome> => {
    const { own, check } = await checkedSchema(call);
    const { current } = own;
    const result = { subgraph: own.name, currentVersion: current?.number ?? null, changes: check.changes };
    if (call.options.current) {
      const sdl = current?.sdl ?? '';
      return { exitCode: EXIT.done, result: { ...result, sdl }, lines: [same(sdl.trimEnd())] };
    }
    const against = current ? joined(text('Against version ', '与版本 '), `${current.number}`, text(':', ' 相比：')) : null;
    const nothing = current
      ? text('Nothing changes for those who read it.', '对使用者没有影响。')
      : text('No version is served yet: everything is new.', '尚无版本在用，全部内容都是新的。');
    const lines = [...(against ? [against] : []), ...(check.changes.length > 0 ? reportChanges(check.changes) : [nothing])];
    return { exitCode: EXIT.done, result, lines };
  },
};
