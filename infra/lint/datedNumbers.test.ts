import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RuleNumber } from '@union-graph/subgraph';
import { type ASTNode, parse, visit } from 'graphql';
import { numbers as governanceNumbers } from '../../gateway/src/governance/rule/numbers.ts';
import { readDefinitions } from '../events/table.ts';
import { findsValueOf } from './numerals.ts';

const SUPERGRAPH = path.resolve(import.meta.dirname, '../../gateway/supergraph.graphql');

const ENTERPRISE_MEDIATION = 'Rules of mediation in enterprises, order 17 of 2012 (P12)';
const CONFIRMATION = 'Order 17 of 2012 (P12) and art. 33 of the law on people’s mediation (P13)';
const DELEGATED =
  'Art. 14 of the law on mediation and arbitration of labour disputes (P11); for cases that a court delegates, the term in P3';

/** Numbers that a law fixes and the graph has no dated number for, but happens to have one that is equal. */
const FIXED_BY_LAW: Readonly<Record<string, string>> = {
  'CorrectMemberInput.birthYear': 'Labour Law art. 15: the age from which one may work',
  'CaseDeadlineKind.ACCEPTANCE': ENTERPRISE_MEDIATION,
  'CaseFlag.LATE': ENTERPRISE_MEDIATION,
  'Mutation.decideAcceptance': ENTERPRISE_MEDIATION,
  'Confirmation.dueBy': CONFIRMATION,
  'ConfirmationRoute.ARBITRATION_REVIEW': CONFIRMATION,
  'ConfirmationRoute.JUDICIAL': CONFIRMATION,
  'Mutation.applyConfirmation': CONFIRMATION,
  'ExtendMediationInput.days': DELEGATED,
  'MediationCase.statutoryDueAt': DELEGATED,
};

/** Numbers that are no dated ones and happen to equal one, of whatever service. */
const NOT_DATED: Readonly<Record<string, string>> = {
  'ApplyForSubsidyInput.employedFrom': 'a working life',
  'SetDegreeRuleInput.effectiveFrom': 'how far ahead dated data is set',
  'SetLabourStandardInput.effectiveFrom': 'how far ahead dated data is set',
  'SetRuleNumberInput.effectiveFrom': 'how far ahead dated data is set',
  'SignProjectAgreementInput.from': 'how long ago what is signed may have begun',
  'SignProjectAgreementInput.to': 'a limit of safety',
  BasisPoints: 'what the unit is',
  'RuleUnit.BASIS_POINTS': 'what the unit is',
  'AddFacilityInput.slotMinutes': 'what a slot is without a length of its own',
  'District.venueStats.period': 'how much one answer counts',
  'Query.venueUsage.period': 'how much one answer counts',
  'Lawyer.duties.to': 'how much one answer lists',
  'Mutation.recordStaffTraining': 'the hours of a day, and how far back a record may lie',
};

/** The descriptions of a schema by what they describe: `Mutation.issueCard`, `Query.venues.first`. */
function readDescriptions(sdl: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const names: string[] = [];
  const nameOf = (node: ASTNode) =>
    node.kind.endsWith('Definition') && 'name' in node && node.name?.kind === 'Name' ? node.name.value : undefined;
  visit(parse(sdl, { noLocation: true }), {
    enter: (node) => {
      const name = nameOf(node);
      if (name === undefined) return;
      names.push(name);
      if ('description' in node && node.description) found.set(names.join('.'), node.description.value);
    },
    leave: (node) => {
      if (nameOf(node) !== undefined) names.pop();
    },
  });
  return found;
}

async function readNumbers(): Promise<RuleNumber[]> {
  const definitions = [...(await readDefinitions()).values()];
  return [governanceNumbers, ...definitions.map(({ numbers = {} }) => numbers)].flatMap((numbers) =>
    Object.values<RuleNumber>(numbers),
  );
}

// @reads subgraphs/*/src gateway/src/governance gateway/supergraph.graphql shared/subgraph/src
describe('the value of a dated number changes, so no description tells it: it names the number (domain rule C-21)', () => {
  test('in the composed graph', async () => {
    const found: Record<string, string> = {};
    const searches = (await readNumbers()).map((number) => [number.name, findsValueOf(number)] as const);
    for (const [place, text] of readDescriptions(readFileSync(SUPERGRAPH, 'utf8')))
      for (const [name, find] of searches) for (const sentence of find(text)) found[place] = `${name}: ${sentence}`;
    const allowed = [...Object.keys(FIXED_BY_LAW), ...Object.keys(NOT_DATED)];
    expect(Object.fromEntries(Object.entries(found).filter(([place]) => !allowed.includes(place)))).toEqual({});
    // What is listed and not found any more is to leave the list.
    expect(allowed.filter((place) => !(place in found))).toEqual([]);
  });

  const number = (unit: RuleNumber['unit'], first: number, title = ''): RuleNumber => ({
    name: 'N',
    titleZh: '',
    source: '',
    bounds: [0, 1],
    unit,
    first,
    title,
  });

  test.each([
    [number('WORKING_DAYS', 3), 'Its limit is 3, 10 or 30 working days.'],
    [number('WORKING_DAYS', 30), 'Its limit is 3, 10 or 30 working days.'],
    [number('DAYS', 30), 'Answered within\n  thirty days.'],
    [number('DAYS', 30), '三十天内答复。'],
    [number('DAYS', 14), 'A 14-day limit.'],
    [number('MINUTES', 120), 'Up to two hours before.'],
    [number('MINUTES', 120), 'Minutes on one day; 120 unless told.'],
    [number('HOURS', 16), 'Hours owed: 16.'],
    [number('BASIS_POINTS', 15_000), 'Up to 15,000 basis points.'],
    [number('BASIS_POINTS', 200), 'Two per cent below.'],
    [number('FEN', 300_000), 'Less than 3,000 yuan.'],
    [number('FEN', 300_000), 'Less than three thousand yuan.'],
    [number('COUNT', 10, 'How many open requests'), '`QUOTA_EXCEEDED` while ten requests are open.'],
    [number('COUNT', 1000, 'How many homes'), 'A thousand standard homes.'],
    [number('COUNT', 3, 'How many representatives'), 'Its representatives, at least three.'],
  ])('%j is found in %j', (given, text) => expect(findsValueOf(given)(text)).toHaveLength(1));

  test.each([
    [number('DAYS', 3), 'Its limit is 30 days.'],
    [number('DAYS', 30), 'On 2013-09-30, days later.'],
    [number('DAYS', 10), 'After `FILING_DAYS` of `mediationRules`.'],
    [number('WORKING_DAYS', 3), 'Within 3 days.'],
    [number('YEARS', 1), 'In one year.'],
    [number('FEN', 300_000), 'Up to 1,300,000 fen.'],
  ])('%j is not in %j', (given, text) => expect(findsValueOf(given)(text)).toEqual([]));
});
