import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MediatorKind } from '../schema.gen.ts';

@Entity('mediator')
export class Mediator {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('uuid', { name: 'org_id' }) orgId!: string;
  /** The natural person; the same id as the staff record. */
  @Column('uuid', { name: 'person_id' }) personId!: string;
  @Column('text', { name: 'name_zh' }) nameZh!: string;
  @Column('text', { name: 'kind' }) kind!: MediatorKind;
  @Column('date', { name: 'term_from' }) termFrom!: string;
  @Column('date', { name: 'term_to' }) termTo!: string;
  @Column('uuid', { name: 'lawyer_id' }) lawyerId!: string | null;
  @Column('int', { name: 'case_cap' }) caseCap!: number;
  @Column('int', { name: 'version' }) version!: number;
}
