import type { Language, Texts } from '../texts/texts.ts';
import type { Example } from './example.ts';

/** For each missing value, what to do: run the step of the journey that gives it, print a program's token, or write it. */
export function howToFill(
  names: readonly string[],
  journey: string | undefined,
  examples: readonly Example[],
  texts: Texts & { language: Language },
): string {
  return names
    .map((name) => {
      if (examples.some(({ program }) => program?.clientId === name)) return texts.fillToken(name);
      const giver = examples.find((example) => example.journey === journey && example.gives.some((given) => given.name === name));
      return giver ? texts.fillFrom(name, `${giver.journey}-${giver.step} ${giver[texts.language]}`) : texts.fillYourself(name);
    })
    .join(' ');
}
