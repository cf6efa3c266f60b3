import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LimitationEventKind } from '../schema.gen.ts';

@Entity('limitation_event')
export class LimitationEvent {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  @Column('text', { name: 'kind' }) kind!: LimitationEventKind;
  @Column('date', { name: 'happened_on' }) at!: string;
  @Column('text', { name: 'proof_ref' }) proofRef!: string | null;
}
