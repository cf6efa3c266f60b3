/**
 * The forms of a noun: folder `service-point`, entity `ServicePoint`, variable `servicePoint`, table `service_point`, words
 * `service point`, and of several: `servicePoints`, `service points`.
 */
export interface Noun {
  readonly folder: string;
  readonly entity: string;
  readonly variable: string;
  readonly table: string;
  readonly words: string;
  readonly listVariable: string;
  readonly listWords: string;
}

/** Throws when the name is not kebab-case. */
export function nounNamed(folder: string): Noun {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(folder)) throw new Error(`A noun is written like service-point, not "${folder}".`);
  const parts = folder.split('-');
  const entity = parts.map(capitalised).join('');
  const variable = uncapitalised(entity);
  const words = parts.join(' ');
  return {
    folder,
    entity,
    variable,
    table: parts.join('_'),
    words,
    listVariable: thirdPerson(variable),
    listWords: thirdPerson(words),
  };
}

/** Names that mean something else in the house; a subgraph of such a name would be taken for it. */
const RESERVED = [
  'gateway',
  'governance',
  'identity',
  'infra',
  'node-modules',
  'schema',
  'shared',
  'subgraph',
  'test',
  'testing',
];

/** Throws when a subgraph cannot have the name: lower-case words with hyphens between, which nothing else has. */
export function requireSubgraphName(name: string): void {
  if (!/^[a-z]+(-[a-z]+)*$/.test(name))
    throw new Error(`A subgraph is named in lower-case words like skills-archive, not "${name}".`);
  if (RESERVED.includes(name))
    throw new Error(`"${name}" is the name of another part of the house. Choose a name for the subgraph's domain.`);
}

/** The forms of a mutation: `renameVenue`, type prefix `RenameVenue`, sentence `Renames a venue`, event `venue.renamed`. */
export interface Action {
  readonly name: string;
  readonly type: string;
  readonly verb: string;
  readonly participle: string;
}

/** Throws when the name is not a verb with its noun behind it, in camelCase. */
export function actionNamed(name: string, noun: Noun): Action {
  if (!/^[a-z]+[A-Z]\w*$/.test(name)) throw new Error(`A mutation is named verb first, like renameVenue, not "${name}".`);
  const verb = name.replace(noun.entity, '').replace(/[A-Z].*$/, '') || (/^[a-z]+/.exec(name)?.[0] as string);
  return { name, type: capitalised(name), verb, participle: participleOf(verb) };
}

export const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const uncapitalised = (word: string): string => word.charAt(0).toLowerCase() + word.slice(1);

/** Regular English only; an irregular one is for the author to mend (`held`, `sent`). */
function participleOf(verb: string): string {
  if (verb.endsWith('e')) return `${verb}d`;
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${verb}ed`;
}

/** `opens`, `applies`, `matches`: the form of a verb with one who does it, and of a noun with several. */
export function thirdPerson(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

export const withArticle = (words: string): string => `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`;
