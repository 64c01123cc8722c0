export type ModelFileErrorCode =
  'not_a_model' | 'damaged' | 'other_version' | 'other_history' | 'not_settled' | 'busy';

const WORDS: Readonly<Record<ModelFileErrorCode, string>> = {
  not_a_model: 'This is not a model that Earshot exported. Nothing was changed.',
  damaged: 'This model is damaged. Nothing was changed. Copy the file again from where it was kept.',
  other_version:
    'This model was exported by another version of Earshot, which keeps models in another form. Nothing was changed. Train anew here instead.',
  other_history:
    'This model was trained on other plays than those that count here, so it does not know your songs. Nothing was changed. Import the same history and leave out the same things, then try again.',
  not_settled: 'There is no model of your history as it is now. Train it first, then export it.',
  busy: 'The model is being trained. Wait for it to end, or cancel it.'
};

/** Why a model was not exported or imported, in words for the person in front of the screen. */
export class ModelFileError extends Error {
  override name = 'ModelFileError';
  constructor(
    readonly code: ModelFileErrorCode,
    options?: ErrorOptions
  ) {
    super(WORDS[code], options);
  }
}
