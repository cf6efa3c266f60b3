import { createHash } from 'node:crypto';
import { Converter } from 'opencc-js/t2cn';
import { plainSigns } from './texts.ts';

/** Made at the first Chinese name, and not at the start of a process: the tables of OpenCC take a while to build. */
let convert: ReturnType<typeof Converter> | undefined;
/** The characters that were looked up; there are as many as Unicode has. */
const simplifiedOf = new Map<string, string>();

function toSimplified(character: string): string {
  const known = simplifiedOf.get(character);
  if (known !== undefined) return known;
  convert ??= Converter({ from: 't', to: 'cn' });
  const found = convert(character);
  simplifiedOf.set(character, found);
  return found;
}

/** Each traditional character as the simplified one, by the table of OpenCC; alone, since in a phrase some stay as they are, and one name would be two. */
const simplified = (text: string): string => text.replace(/\p{Script=Han}/gu, toSimplified);

/** What spellings of one name have in common: Unicode NFKC, simplified characters, one kind of hyphen and apostrophe, no blanks, small letters. For comparing, not for showing. */
export const foldedName = (name: string): string =>
  simplified(plainSigns(plainSigns(name).normalize('NFKC')).replace(/\s/gu, '')).toLowerCase();

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A name by which services recognise one organisation without telling each other its name, since events hold no names (domain rule 2.0). */
export const nameHash = (name: string): string => hash(foldedName(name));

/** The name of a person with a record, hashed with the record's id: whoever has two of these hashes cannot tell that the names are one. */
export const memberNameHash = (memberId: string, name: string): string => hash(`${memberId.toLowerCase()} ${foldedName(name)}`);

/** Legal forms, the longest first, since one may end with another. */
const LEGAL_FORM =
  '(?:集团)?(?:股份有限公司|有限责任公司|责任有限公司|有限公司|股份公司|责任公司|总公司|分公司|公司|个人独资企业|合伙企业|特殊普通合伙|普通合伙|有限合伙|集团|co[.,]*ltd|inc|llc|ltd)';
/** The country, the city and its districts, with and without the word for what they are. */
const REGION =
  '(?:中国|北京市?|(?:东城|西城|朝阳|海淀|丰台|石景山|门头沟|房山|通州|顺义|昌平|大兴|怀柔|平谷)区?|(?:密云|延庆)[区县]?|北京?经济技术开发区|亦庄)';
const IN_BRACKETS = new RegExp(`[([{【〔《<](?:${REGION}|${LEGAL_FORM})+[)\\]}】〕》>]`, 'gu');
/** What papers put behind a name that is no part of it: a former name, and what kind of business it is. */
const NOTES = /[([{【〔《<](?:曾用名|原名|原[^)\]}】〕》>]{4,}|筹备?|筹建|个体工商户)[^)\]}】〕》>]*[)\]}】〕》>]/gu;
const REGIONS_AHEAD = new RegExp(`^${REGION}+`, 'u');
const FORM_BEHIND = new RegExp(`(?:${REGION}?${LEGAL_FORM})$`, 'u');

/**
 * The part of an organisation's name that tells it from others: without legal form, region ahead, brackets around a region or a form,
 * punctuation and blanks. `北京建外快印有限责任公司` and `建外快印(朝阳)` have one core. A name of which nothing would be left is its own core.
 */
export function nameCore(name: string): string {
  const whole = foldedName(name).replace(/[\p{P}\p{S}]/gu, '');
  let core = foldedName(name)
    .replace(NOTES, '')
    .replace(IN_BRACKETS, '')
    .replace(/[\p{P}\p{S}]/gu, '');
  for (let before = ''; before !== core; ) {
    before = core;
    core = core.replace(FORM_BEHIND, '').replace(REGIONS_AHEAD, '');
  }
  return core.length >= SHORTEST_CORE ? core : whole;
}

/** A single character tells no firm from another. */
const SHORTEST_CORE = 2;

/** {@link nameCore} in the form in which services tell it each other. */
export const coreHash = (name: string): string => hash(nameCore(name));
