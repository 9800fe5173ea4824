import { counted } from "@/lib/core/counted";
import { percentText, wholeText } from "@/lib/match/analytics/figure-text";
import type { Funnel } from "@/lib/match/analytics/figures";
import { share } from "@/lib/match/analytics/figures";
import { Drawing, px } from "./drawing";
import drawingStyles from "./drawing.module.css";

/** Films in group rooms from the first swipe to the match. The last step is highlighted. */
export function FunnelChart({ funnel, id }: { funnel: Funnel; id: string }) {
  const steps = [
    { label: "Somebody rated it", films: funnel.rated },
    { label: "Two people rated it", films: funnel.ratedByTwo },
    { label: "Somebody liked it", films: funnel.liked },
    { label: "The room agreed", films: funnel.agreed },
  ].map((step) => ({ ...step, part: share(step.films, funnel.rated) ?? 0 }));
  const title = `From ${counted(funnel.rated, "film")} rated to ${wholeText(funnel.agreed)} agreed on, once for each room.`;
  return (
    <>
      <Drawing on="desk" id={id} title={title} width={850} height={174}>
        {steps.map(({ label, films, part }, index) => {
          const y = index * 50;
          const end = 190 + 564 * part;
          const next = steps[index + 1];
          const last = next === undefined;
          const valueX = end + 12;
          return (
            <g key={label}>
              {next ? (
                <path
                  className={drawingStyles.slope}
                  d={`M190 ${y + 22}H${px(end)}L${px(190 + 564 * next.part)} ${y + 50}H190Z`}
                />
              ) : null}
              <rect
                className={last ? `${drawingStyles.b} ${drawingStyles.pk}` : drawingStyles.b}
                x="190"
                y={y}
                width={px(end - 190)}
                height="22"
              />
              <text
                className={
                  last
                    ? `${drawingStyles.strong} ${drawingStyles.s14}`
                    : `${drawingStyles.lbl} ${drawingStyles.s14}`
                }
                x="0"
                y={y + 16}
              >
                {label}
              </text>
              <text
                className={`${drawingStyles.strong} ${drawingStyles.s15}`}
                x={px(valueX)}
                y={y + 16}
              >
                {wholeText(films)}
                {index > 0 ? (
                  <tspan className={drawingStyles.after} dx="8">
                    {percentText(part)} %
                  </tspan>
                ) : null}
              </text>
            </g>
          );
        })}
      </Drawing>
      <Drawing on="phone" id={id} title={title} width={350} height={244}>
        {steps.map(({ label, films, part }, index) => {
          const y = index * 66;
          const next = steps[index + 1];
          const last = next === undefined;
          return (
            <g key={label}>
              {next ? (
                <path
                  className={drawingStyles.slope}
                  d={`M0 ${y + 42}H${px(350 * part)}L${px(350 * next.part)} ${y + 90}H0Z`}
                />
              ) : null}
              <rect
                className={last ? `${drawingStyles.b} ${drawingStyles.pk}` : drawingStyles.b}
                x="0"
                y={y + 24}
                width={px(350 * part)}
                height="18"
              />
              <text
                className={
                  last
                    ? `${drawingStyles.strong} ${drawingStyles.s14}`
                    : `${drawingStyles.lbl} ${drawingStyles.s14}`
                }
                x="0"
                y={y + 13}
              >
                {label}
              </text>
              <text
                className={`${drawingStyles.strong} ${drawingStyles.s14}`}
                x="350"
                y={y + 13}
                textAnchor="end"
              >
                {wholeText(films)}
                {index > 0 ? `  ·  ${percentText(part)} %` : ""}
              </text>
            </g>
          );
        })}
      </Drawing>
    </>
  );
}
