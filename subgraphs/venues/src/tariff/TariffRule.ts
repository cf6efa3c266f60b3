import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Audience, DayPart } from './rules.ts';

@Entity('tariff_rule')
export class TariffRule {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'facility_id' })
  facilityId!: string;

  @Column('text', { name: 'audience' })
  audience!: Audience;

  @Column('text', { name: 'day_part' })
  dayPart!: DayPart;

  @Column('bigint', { name: 'price_fen' })
  priceFen!: bigint;

  @Column('int', { name: 'discount_bp' })
  discountBp!: number | null;

  @Column('date', { name: 'valid_from' })
  validFrom!: string;

  @Column('date', { name: 'valid_to' })
  validTo!: string | null;

  @Column('int', { name: 'priority' })
  priority!: number;
}
