/** One thing that the doctor looked at. */
export interface DoctorRemark {
  /** `good`; `note`: neither good nor bad; `caution`: read it before you start; `spoilt`: the drill would not give what the plan asks for. */
  readonly state: "good" | "note" | "caution" | "spoilt";
  /** A sentence without a final period. */
  readonly text: string;
  /** What to write instead. */
  readonly fix?: string;
}

/** Everything that the doctor found, in the order in which it is told. */
export interface Examination {
  readonly plan: { readonly id: string; readonly title: string };
  readonly sections: readonly { readonly title: string; readonly remarks: readonly DoctorRemark[] }[];
}

/** How many remarks of an examination have a state. */
export function countRemarks(examination: Examination, state: DoctorRemark["state"]): number {
  return examination.sections.flatMap(({ remarks }) => remarks).filter((remark) => remark.state === state).length;
}
