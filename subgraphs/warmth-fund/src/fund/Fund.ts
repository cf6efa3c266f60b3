import { Column, Entity, PrimaryColumn } from 'typeorm';

export type Book = 'FOUNDATION' | 'UNION_SERVICE' | 'MUTUAL_AID' | 'SKILLS' | 'SOCIAL_PURCHASE';
export type FundCode = 'WARMTH' | 'UNION_SERVICE' | 'MUTUAL_AID' | 'SKILLS' | 'SOCIAL_PURCHASE';

@Entity('fund')
export class Fund {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'code' })
  code!: FundCode;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('text', { name: 'book' })
  book!: Book;
}
