/** Who is paid: one of the three ids. */
export interface PayeeIds {
  readonly memberId: string | null;
  readonly organisationId: string | null;
  readonly unionId: string | null;
}

export type PayeeKind = 'MEMBER' | 'ORGANISATION' | 'UNION';

const NOBODY: PayeeIds = { memberId: null, organisationId: null, unionId: null };

export const memberPayee = (memberId: string): PayeeIds => ({ ...NOBODY, memberId });
export const organisationPayee = (organisationId: string): PayeeIds => ({ ...NOBODY, organisationId });
export const unionPayee = (unionId: string): PayeeIds => ({ ...NOBODY, unionId });

export const kindOfPayee = ({ memberId, organisationId }: PayeeIds): PayeeKind =>
  memberId ? 'MEMBER' : organisationId ? 'ORGANISATION' : 'UNION';
