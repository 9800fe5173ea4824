import { BellArt } from "@/components/ui/state-art";

/** Shown in place of figures while too many others are being counted. */
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
