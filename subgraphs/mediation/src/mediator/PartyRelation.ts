import { Column, Entity, PrimaryColumn } from 'typeorm';

export type PartyRelationKind = 'RELATIVE' | 'EMPLOYED_BY' | 'ACTED_FOR' | 'RECUSED';

/** Why a person must not mediate: a tie to a person or an enterprise, or a case they left (MED-INV-4). */
@Entity('party_relation')
export class PartyRelation {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('uuid', { name: 'person_id' }) personId!: string;
  @Column('text', { name: 'kind' }) kind!: PartyRelationKind;
  @Column('uuid', { name: 'other_person_id' }) otherPersonId!: string | null;
  @Column('uuid', { name: 'enterprise_id' }) enterpriseId!: string | null;
  @Column('uuid', { name: 'case_id' }) caseId!: string | null;
}
