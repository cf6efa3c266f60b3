/** Why something ended, where people read it: the person died. */
export const HAS_DIED_ZH = '本人已去世';
