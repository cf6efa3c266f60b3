import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Command, type Outcome, optionText } from '../command.ts';
import { EXIT } from '../exitCodes.ts';
import { Failure } from '../failure.ts';
import { gatewayOf, SETTINGS_FILE } from '../settings.ts';
import { text } from '../text.ts';

export const init: Command = {
  name: 'init',
  about: text('make the settings and a first schema in this folder', '在此文件夹生成设置和初始结构'),
  options: {
    subgraph: {
      type: 'string',
      value: 'NAME',
      about: text('its name in the graph: ind-construction', '子图名称，如 ind-construction'),
    },
    prefix: {
      type: 'string',
      value: 'PREFIX',
      about: text('what its types begin with: Construction', '类型名前缀，如 Construction'),
    },
    'routing-url': { type: 'string', value: 'URL', about: text('where it is called', '调用地址') },
    force: { type: 'boolean', about: text('replace files that are there', '覆盖已有文件') },
  },
  run: async (call): Promise<Outcome> => {
    const folder = call.surroundings.cwd();
    const subgraph = checkedName(optionText(call, 'subgraph'));
    const prefix = checkedPrefix(optionText(call, 'prefix') ?? prefixOf(subgraph));
    const routingUrl = optionText(call, 'routing-url');
    const settings = { gateway: gatewayOf(call), subgraph, schema: 'schema.graphql', ...(routingUrl && { routingUrl }) };
    const files = [
      [SETTINGS_FILE, `${JSON.stringify(settings, null, 2)}\n`],
      ['schema.graphql', firstSchema(prefix)],
    ] as const;
    const isThere = (file: string): boolean => existsSync(path.join(folder, file));
    if (isThere(SETTINGS_FILE) && !call.options.force) throw alreadyThere(files.map(([file]) => file).filter(isThere));
    const made = files.filter(([file]) => call.options.force || !isThere(file));
    for (const [file, content] of made) writeFileSync(path.join(folder, file), content);
    return {
      exitCode: EXIT.done,
      result: { settings, files: made.map(([file]) => file) },
      lines: [
        made.length === files.length
          ? text(
              `✓ Made ${SETTINGS_FILE} and schema.graphql for "${subgraph}".`,
              `✓ 已为“${subgraph}”生成 ${SETTINGS_FILE} 和 schema.graphql。`,
            )
          : text(
              `✓ Made ${SETTINGS_FILE} for "${subgraph}". The schema.graphql is kept as it was.`,
              `✓ 已为“${subgraph}”生成 ${SETTINGS_FILE}，原有的 schema.graphql 保持不变。`,
            ),
        text(
          `Next: an administrator of your union registers "${subgraph}" with the prefix "${prefix}" ("registerSubgraph"), the federation approves it; meanwhile "union-graph login", write the schema, serve it as the specification says (specification/subgraph.md), and try it with "union-graph conformance URL".`,
          `下一步：由本工会管理员登记“${subgraph}”（前缀“${prefix}”，“registerSubgraph”），并由总工会批准；同时可“union-graph login”，编写结构，按规范（specification/subgraph.md）提供服务，并用“union-graph conformance URL”检验。`,
        ),
      ],
    };
  },
};

function checkedName(name: string | undefined): string {
  if (name !== undefined && /^ind-[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/.test(name)) return name;
  throw new Failure(
    EXIT.usage,
    'WRONG_NAME',
    text(
      'Name the subgraph: "union-graph init --subgraph ind-construction". A name is "ind-" and 1 to 40 small letters, digits and hyphens.',
      '请指定子图名称：“union-graph init --subgraph ind-construction”。名称为“ind-”加 1 至 40 个小写字母、数字或连字符。',
    ),
  );
}

function checkedPrefix(prefix: string): string {
  if (/^[A-Z][A-Za-z]{2,39}$/.test(prefix)) return prefix;
  throw new Failure(
    EXIT.usage,
    'WRONG_PREFIX',
    text(
      `"${prefix}" is no prefix: 3 to 40 letters, the first a capital, such as "--prefix Construction".`,
      `“${prefix}”不能用作前缀：须为 3 至 40 个字母，首字母大写，如“--prefix Construction”。`,
    ),
  );
}

/** `ConstructionNorth` for `ind-construction-north`. */
const prefixOf = (name: string): string =>
  name
    .slice('ind-'.length)
    .split(/[-\d]+/)
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    .join('');

function alreadyThere(files: readonly string[]): Failure {
  const names = files.join(', ');
  return new Failure(
    EXIT.usage,
    'ALREADY_THERE',
    text(`${names} would be replaced. Use another folder, or "--force".`, `${names} 已存在。请换一个文件夹，或使用“--force”。`),
  );
}

const firstSchema = (prefix: string): string => {
  const field = `${prefix.slice(0, 1).toLowerCase()}${prefix.slice(1)}`;
  return `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@authenticated", "@key", "@tag"])

type Query {
  "The notices of our union, the newest first."
  ${field}Notices("How many, at most 100." first: Int = 20): [${prefix}Notice!] @tag(name: "pub")
}

"A notice of our union. Names of types begin with ${prefix}, added fields with ${field}; each field has a description and a level (pub, par, int, per, per-sensitive)."
type ${prefix}Notice @key(fields: "id") {
  "The notice's id."
  id: ID! @tag(name: "pub")
  "What it says."
  textZh: String! @tag(name: "pub")
}

"Owned by organisation."
type Union @key(fields: "id") {
  "The union's id."
  id: ID!
  "The notices of this union."
  ${field}Notices: [${prefix}Notice!] @authenticated @tag(name: "int")
}
`;
};
