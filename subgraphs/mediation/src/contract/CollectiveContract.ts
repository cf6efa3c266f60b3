import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ContractKind } from '../schema.gen.ts';

/** A contract as it was filed; that it is in force, or over, follows from the days. */
@Entity('collective_contract')
export class CollectiveContract {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('text', { name: 'kind' }) kind!: ContractKind;
  @Column('uuid', { name: 'workers_side_id' }) workersSideId!: string;
  @Column('int', { name: 'workers_covered' }) workersCovered!: number;
  @Column('date', { name: 'term_from' }) termFrom!: string;
  @Column('date', { name: 'term_to' }) termTo!: string;
  @Column('date', { name: 'signed_on' }) signedOn!: string;
  @Column('date', { name: 'filed_on' }) filedOn!: string;
  /** The last day on which the labour authority can object. */
  @Column('date', { name: 'objection_by' }) objectionBy!: string;
  @Column('text', { name: 'objection' }) objection!: string | null;
  @Column('date', { name: 'objected_on' }) objectedOn!: string | null;
  @Column('text', { name: 'scope_path' }) scopePath!: string;
  @Column('int', { name: 'version' }) version!: number;
}
