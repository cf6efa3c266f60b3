import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ContactStatus } from './rules.ts';

/** The contact of the city (no district) or of one district with an organisation. Meetings are rows of `contact_event`. */
@Entity('contact_link')
export class ContactLink {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'social_organisation_id' })
  socialOrganisationId!: string;

  @Column('text', { name: 'district_code' })
  districtCode!: string | null;

  @Column('text', { name: 'status' })
  status!: ContactStatus;

  @Column('int', { name: 'version' })
  version!: number;
}
