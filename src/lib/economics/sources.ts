/** Where the values come from: stored copies of public pages, read in November 2026. */
export const SOURCES = {
  1: 'Spotify, form 6-K, April 2026, accession 0001628280-26-027951',
  2: 'allmind.ai, notes on Spotify’s Q1 2026',
  3: 'Spotify, SEC exhibits 99.1 for Q1 2023, Q1 2024 and Q1 2025',
  4: 'allmind.ai, notes on Spotify’s investor day and Q1 2026',
  5: 'Spotify, SEC exhibit 99.1 for Q3 2025, accession 0001140361-25-040271',
  6: 'benzinga.com 48617395; telecomlead.com for Q4 2025',
  7: 'Spotify, exhibit 99.1 for Q4 2025, accession 0001140361-26-004482',
  8: 'Notes on Spotify’s Q4 2025 earnings call, longbridge 38641824',
  9: 'Generative recommendation at NetEase Cloud Music, arXiv 2509.22681',
  10: 'factualminds.com, EC2 on-demand prices 2026',
  11: 'gpuadvisor.com, cost to serve a million tokens',
  12: 'deploybase.ai, AWS against Google Cloud',
  13: 'cloudprice.net, prices of Llama 3.1 8B',
  14: 'codesota.com, OpenAI against Google text-to-speech; onepin.ai, text-to-speech guide',
  15: 'biff.ai/?p=200, on Kokoro-82M',
  16: 'Apple, machinelearning.apple.com/research/neural-engine-transformers',
  17: 'r/LocalLLM 1otth6t: one person’s test in a forum',
  18: 'Eurostat, 29 October 2025, nrg_pc_204',
  20: 'Google’s Gemini energy report, August 2025, via siliconangle and devsustainability',
  21: 'techplained, comparison of CDNs 2026; cloudinsight.cc',
  22: 'zenml.io on Spotify, 2026',
  23: 'arXiv 2605.27435',
  24: 'arXiv 2603.23640',
  25: 'Re-ranking on the phone at Kuaishou, arXiv 2208.09577',
  26: 'EdgeRec at Taobao, arXiv 2005.08416',
  27: 'Walle at Alibaba, arXiv 2205.14833; its figure via besthub.dev',
  28: 'Survey of on-device recommendation, arXiv 2401.11441',
  29: 'Pinterest at PyTorch Conference 2025',
  30: 'github.com/webmachinelearning/webnn-docs, 31 July 2026',
  31: 'blink-dev, messages 15501, 15857 and 15933'
} as const;

export type SourceId = keyof typeof SOURCES;

/** Where a source can be read, of those that have one lasting address. */
export const SOURCE_ADDRESSES: Partial<Record<SourceId, string>> = {
  9: 'https://arxiv.org/abs/2509.22681',
  15: 'https://biff.ai/?p=200',
  16: 'https://machinelearning.apple.com/research/neural-engine-transformers',
  18: 'https://ec.europa.eu/eurostat/databrowser/view/nrg_pc_204',
  23: 'https://arxiv.org/abs/2605.27435',
  24: 'https://arxiv.org/abs/2603.23640',
  25: 'https://arxiv.org/abs/2208.09577',
  26: 'https://arxiv.org/abs/2005.08416',
  27: 'https://arxiv.org/abs/2205.14833',
  28: 'https://arxiv.org/abs/2401.11441',
  30: 'https://github.com/webmachinelearning/webnn-docs'
};
