import { BellArt } from "@/components/ui/state-art";

/** What stands in place of figures that are not counted now, because many others are. */
export function FiguresLater({ words, href }: { words: string; href: string }) {
  return (
    <div className="quiet">
      <BellArt />
      <h1 className="quiet-title">Many figures are being counted</h1>
      <p>{words}</p>
      <div className="btns">
        <a className="btn is-first" href={href}>
          Try again
        </a>
      </div>
    </div>
  );
}
