/** 繁體中文。未經臨床審閱。 */

import type { Persons } from "../persons.js";
import type { Strings } from "./en.js";
import { outcomes } from "./outcomes/zh-Hant.js";

const months = (count: number): string => `${count} 個月`;

const time = (count: number): string =>
  count === 0 || count % 12 !== 0 ? months(count) : `${count / 12} 年`;

const models: Readonly<Record<string, string>> = {
  cox: "Cox 模型",
  forest: "隨機存活森林",
};

export const zhHant: Strings = {
  code: "zh-Hant",
  name: "繁體中文",
  reviewed: false,
  direction: "ltr",

  title: "肉瘤肺轉移切除術後的存活",
  outcome: "預測的結果",
  outcomes,
  language: "語言",
  notReviewed: "翻譯未經臨床審閱",
  notForClinicalUse: "不得用於臨床。",
  trainedOn: {
    reconstructed: "以已發表表格重建的證據訓練而成。",
    registry: "以某醫院的登錄資料訓練而成；未在其他地方驗證。",
  },
  print: "列印",
  time,
  months,
  model: (name: string) => models[name] ?? name,
  experimentalModel: (name: string) => `${models[name] ?? name}（實驗性）`,

  patient: "病人",
  usedFacts: (models: number) => (models > 1 ? "至少一個模型使用的資料" : "本模型使用的資料"),
  alsoUsedFacts: "僅實驗性模型使用的資料",
  otherFacts: (models: number) =>
    `其他資料（僅記錄，${models > 1 ? "這些模型均不使用" : "本模型不使用"}）`,
  given: (count: number) => `已填 ${count} 項`,
  unknown: "未知",
  yes: "是",
  no: "否",
  choose: "請選擇…",
  knownAfter: "術後才能得知",
  clear: "全部設為未知",
  facts: "已知資料：",
  unknownFacts: "未知：",
  nothingKnown: "沒有任何已知資料。",

  answer: "答案",
  asking: "計算中…",
  loading: "載入中…",
  horizon: "術後時間",
  headline: (alive: number) => `每 100 人約 ${alive} 人`,
  notIndividual: "此為世代平均，並非個人預測：模型使用的資料均為未知。",
  aliveOnly: (survived: string) =>
    `病人術後 ${survived}仍存活一事未用於此答案：當時是否無病並不清楚。`,
  interval: (persons: Persons) => `95% 區間：每 100 人 ${persons.lower} 至 ${persons.upper} 人`,
  averageIs: (alive: number) => `世代平均：每 100 人 ${alive} 人`,
  compare: (model: string) => `比較：${model}（實驗性）`,
  experimental: "實驗性",

  thisPatient: "此病人",
  cohortAverage: "世代平均",
  band: "95% 區間",
  yearsAfter: "術後年數",
  curveText: (curve: string, points: readonly string[]) =>
    `${curve}，附 95% 區間及世代平均。${points.join("")}`,
  point: (after: string, persons: Persons, average: number) =>
    `${after}：每 100 人 ${persons.estimate} 人，區間 ${persons.lower} 至 ${persons.upper}，世代平均 ${average}。`,

  icons: (who: string, after: string) => `${who}：100 位這類病人，術後 ${after}`,

  timeColumn: "時間",
  estimate: "估計值",
  limits: "95% 區間",
  to: (persons: Persons) => `${persons.lower} 至 ${persons.upper}`,

  contributions: (after: string) => `原因：各項資料於術後 ${after}增加或減少多少`,
  contributionsHint: (average: number, alive: number) =>
    `由世代平均每 100 人 ${average} 人，到 ${alive} 人。向右為增加，向左為減少。`,
  points: (count: number) => (count === 0 ? "< 1" : `${count > 0 ? "+" : "−"}${Math.abs(count)}`),
  noContribution: "已知，但對本模型沒有影響：",
  nothingContributes: "本模型使用的資料均為未知。",

  ranges: (after: string) => `未知的資料，及其可能使 ${after}的答案改變多少`,
  rangesHint: "目前以世代平均計算。若為已知，估計值會落在橫條兩端之間。",
  range: (lowest: number, highest: number) =>
    lowest === highest ? `任何情況皆為 ${lowest} 人` : `${lowest} 至 ${highest} 人`,

  scenarios: (after: string) => `若平均較低，術後 ${after}`,
  scenariosHint: "其他醫院報告的平均低於已發表的世代。同一病人，若全體平均為：",
  scenario: (average: number) => `平均 ${average} 人`,
  then: (alive: number) => `此病人 ${alive} 人`,

  listed: (items: readonly string[]) => `${items.join("；")}。`,
  named: (who: string, what: string) => `${who}：${what}`,
  different: "與此病人並列的另一位病人",
  differentHint: "這不是建議，也不是治療會帶來的改變，而是另一位在下列資料不同的病人。",
  differentPatient: "另一位病人",
  addFact: "不同之處",
  remove: (label: string) => `移除：${label}`,
  ofDifferent: (label: string) => `${label}（另一位病人）`,

  warnings: "關於此病人的警示",
  noWarnings: "無。",
  showField: (label: string) => `前往：${label}`,
  limitations: "適用於所有答案的限制",
  provenance: "資料來源",
  provenances: {
    reconstructed: "由已發表的表格重建；未使用個別病人資料。",
    registry: "以某醫院的登錄資料訓練；未在其他地方驗證。",
  },
  bundle: (id: string, version: string) => `模型包 ${id}，pulmet ${version}。`,
  words: "文字說明",

  noAnswer: "沒有答案",
  failed: "服務未如預期回應。",
  unreachable: "無法連線至服務。",
  patientUnreadable: "屬性「patient」不是由因子組成的 JSON 物件。",
  outcomeUnsupported: (served: readonly string[]) => `所要求的結果不在提供之列。可選：${served.join("、")}。`,
  retry: "重試",

  announced: (alive: number, subject: string, persons: Persons) =>
    `每 100 人約 ${alive} 人，${subject}。95% 區間 ${persons.lower} 至 ${persons.upper}。`,
  announcedBeside: (who: string, alive: number) => `${who}：每 100 人 ${alive} 人。`,
  announcedWarnings: (count: number) => `${count} 則警示。`,
  unchanged: (text: string) => `未改變：${text}`,
};
