export type LetterTables = { letter: LetterTable; letter_matter: LetterMatterTable };

/** One letter to a member of staff: at most one a day. */
export type LetterTable = {
  address: string;
  /** In the zone of the machine that it is about. */
  day: string;
  mail_id: string;
  created_at: number;
};

/** What somebody was told already. */
export type LetterMatterTable = {
  address: string;
  /** Names the matter and how urgent it was. */
  matter: string;
  told_at: number;
};
