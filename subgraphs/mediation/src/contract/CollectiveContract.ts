import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ContractKind } from '../schema.gen.ts';

/** A contract as it was signed and filed; that it is in force, or over, follows from the days. */
@Entity('collective_contract')
export class CollectiveContract {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('text', { name: 'kind' }) kind!: ContractKind;
  /** The round that led to it; null for one of before rounds were kept. */
  @Column('uuid', { name: 'round_id' }) roundId!: string | null;
  @Column('uuid', { name: 'workers_side_id' }) workersSideId!: string;
  @Column('int', { name: 'workers_covered' }) workersCovered!: number;
  @Column('boolean', { name: 'has_wage_terms' }) hasWageTerms!: boolean;
  @Column('int', { name: 'wage_growth_bp' }) wageGrowthBp!: number | null;
  @Column('date', { name: 'term_from' }) termFrom!: string;
  @Column('date', { name: 'term_to' }) termTo!: string;
  @Column('date', { name: 'signed_on' }) signedOn!: string;
  @Column('date', { name: 'file_by' }) fileBy!: string;
  @Column('date', { name: 'filed_on' }) filedOn!: string | null;
  /** The last day on which the labour authority can object; null before it is filed. */
  @Column('date', { name: 'objection_by' }) objectionBy!: string | null;
  @Column('text', { name: 'objection' }) objection!: string | null;
  @Column('date', { name: 'objected_on' }) objectedOn!: string | null;
  /** When the talks were taken up again because it was not filed in time; another contract takes its place. */
  @Column('date', { name: 'lapsed_on' }) lapsedOn!: string | null;
  @Column('date', { name: 'publish_by' }) publishBy!: string | null;
  @Column('date', { name: 'published_on' }) publishedOn!: string | null;
  @Column('text', { name: 'published_in' }) publishedIn!: string | null;
  /** The first day on which its renewal may be asked for. */
  @Column('date', { name: 'renewal_from' }) renewalFrom!: string;
  @Column('text', { name: 'scope_path' }) scopePath!: string;
  @Column('int', { name: 'version' }) version!: number;
}
