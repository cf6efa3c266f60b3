import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The days of a case and of a warning are derived when something changes that they follow from. By any other change, such as the place of a union
 * that moved or an official holiday that was set since, days that were told would silently become others.
 */
export class DeriveDaysByTheirCauses1773000000502 implements MigrationInterface {
  name = 'DeriveDaysByTheirCauses1773000000502';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(caseTrigger(`update of ${CASE_CAUSES}`));
    await runner.query(warningTrigger('update of step_began_at, step_hours, step_days, due_at'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(caseTrigger('update'));
    await runner.query(warningTrigger('update'));
  }
}

/** What the days follow from, and the days themselves: nobody types them (MED-INV-6). */
const CASE_CAUSES = `received_at, source, extension_days, agreed_at, signing_days, referred_at,
  received_on, acceptance_due_on, statutory_due_on, extended_on, sign_by_on, award_due_on`;

const caseTrigger = (when: string): string => `
  drop trigger mediation_case_deadlines on mediation_case;
  create trigger mediation_case_deadlines before insert or ${when} on mediation_case
    for each row execute function derive_case_deadlines()`;

const warningTrigger = (when: string): string => `
  drop trigger derive_due on early_warning;
  create trigger derive_due before insert or ${when} on early_warning for each row execute function derive_warning_due()`;
