import { Menu } from "@mantine/core";
import { useState } from "react";
import { isLanguage, LANGUAGES } from "../../words/language.ts";
import { chooseToSpeak, languageChoice } from "../../words/language-choice.ts";
import { say } from "./words.ts";

/** The languages, each by its own name, so that whoever reads none of the others finds theirs. */
export function LanguageItems() {
  const [choice, setChoice] = useState(languageChoice);
  return (
    <Menu.RadioGroup
      value={choice}
      onChange={(value) => {
        const next = isLanguage(value) ? value : "auto";
        setChoice(next);
        void chooseToSpeak(next);
      }}
    >
      <Menu.RadioItem value="auto">{say.asBrowser}</Menu.RadioItem>
      {Object.entries(LANGUAGES).map(([language, name]) => (
        <Menu.RadioItem key={language} value={language} lang={language}>
          {name}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}
