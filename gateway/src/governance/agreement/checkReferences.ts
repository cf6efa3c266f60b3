import { notFound, Refusal, refuseIf, type Tx } from '@union-graph/subgraph';
import type { PartnerKind } from '../../agreements/rules.ts';
import type { OwnProject, ReadTerms, References } from '../references/references.ts';

/** The kinds of partner that read projects; only their agreements may name some. */
const PROJECT_KINDS: readonly PartnerKind[] = ['INCUBATED', 'PURCHASED'];

interface DraftTerms extends ReadTerms {
  readonly contractEndsOn: string | null;
}

/** Refuses a partner that is neither a social organisation nor a law firm. */
export async function refuseUnknownPartner(tx: Tx, references: References, partyId: string): Promise<void> {
  const known = (await references.organisation(tx, partyId)) ?? (await references.lawFirm(tx, partyId));
  if (known === null) throw notFound('partner', partyId, 'partyId');
}

/**
 * Checks what a draft refers to (domain rule 4.2): the partner and its status, the end of its contract, its projects, and the districts. Refuses what does
 * not exist or belongs to another partner.
 */
export async function checkReferences(tx: Tx, references: References, terms: DraftTerms): Promise<void> {
  if (terms.kind === 'LEGAL_SERVICE') await checkFirm(tx, references, terms);
  else await checkOrganisation(tx, references, terms);
  await checkProjects(tx, references, terms);
  if (terms.districtCodes.length === 0) return;
  const known = await references.districtCodes(tx);
  const unknown = terms.districtCodes.find((code) => !known.includes(code));
  if (unknown !== undefined) throw notFound('district', unknown, 'rowFilter.districtCodes');
}

async function checkFirm(tx: Tx, references: References, { partyId, contractEndsOn }: DraftTerms): Promise<void> {
  const firm = await references.lawFirm(tx, partyId);
  if (firm === null) throw notFound('law firm', partyId, 'partyId');
  refuseAfter(contractEndsOn, firm.contractEnds, 'The firm has no contract under which it sends lawyers.');
}

async function checkOrganisation(tx: Tx, references: References, { kind, partyId }: DraftTerms): Promise<void> {
  const organisation = await references.organisation(tx, partyId);
  if (organisation === null) throw notFound('social organisation', partyId, 'partyId');
  const { status } = organisation;
  refuseIf(
    status === 'SUSPENDED',
    'VALIDATION_FAILED',
    'The contact with this organisation is suspended. Link it again with "linkContact" first.',
    { rule: '4.3', field: 'partyId' },
  );
  refuseIf(
    kind === 'CONTACT' && status !== 'LINKED',
    'VALIDATION_FAILED',
    `An agreement of kind CONTACT is for an organisation in lasting contact; this one is ${status}.`,
    { rule: '4.2', field: 'partyId' },
  );
}

async function checkProjects(tx: Tx, references: References, terms: DraftTerms): Promise<void> {
  const { kind, projectIds, contractEndsOn } = terms;
  const readsProjects = PROJECT_KINDS.includes(kind);
  refuseIf(
    projectIds.length > 0 && !readsProjects,
    'VALIDATION_FAILED',
    `An agreement of kind ${kind} reads no projects, and names none.`,
    { rule: '4.2', field: 'rowFilter.projectIds' },
  );
  if (kind !== 'PURCHASED' && projectIds.length === 0) return;
  const own = await references.ownProjects(tx, terms);
  for (const id of projectIds) refuseOtherProject(kind, id, own);
  if (kind !== 'PURCHASED') return;
  const ends = own.flatMap((project) => (project.kind === kind && project.contractEnd !== null ? [project.contractEnd] : []));
  refuseAfter(contractEndsOn, ends, 'The partner has no purchased project with a signed contract.');
}

function refuseOtherProject(kind: PartnerKind, id: string, own: readonly OwnProject[]): void {
  const project = own.find((one) => one.id === id);
  if (!project) throw notFound('project of this partner', id, 'rowFilter.projectIds');
  refuseIf(
    project.kind !== kind,
    'VALIDATION_FAILED',
    `The project "${id}" is ${project.kind}; an agreement of kind ${kind} names projects of that kind.`,
    { rule: '4.2', field: 'rowFilter.projectIds' },
  );
}

/** Refuses an end of the contract that is later than the ends of all signed contracts. */
function refuseAfter(contractEndsOn: string | null, ends: readonly string[], noneMessage: string): void {
  const details = { rule: '4.2', field: 'contractEndsOn' };
  const last = [...ends].sort().at(-1);
  if (last === undefined) throw new Refusal('VALIDATION_FAILED', noneMessage, details);
  const message = `The contract with this partner ends on ${last}; got ${contractEndsOn}.`;
  refuseIf(contractEndsOn !== null && contractEndsOn > last, 'VALIDATION_FAILED', message, details);
}
