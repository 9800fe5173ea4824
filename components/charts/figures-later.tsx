import buttonStyles from "@/components/ui/button.module.css";
import emptyStateStyles from "@/components/ui/empty-state.module.css";
import { BellArt } from "@/components/ui/state-art";

/** Shown instead of the figures while too many others are being counted. */
export function FiguresLater({ text, href }: { text: string; href: string }) {
  return (
    <div className={emptyStateStyles.quiet}>
      <BellArt />
      <h1 className={emptyStateStyles.quietTitle}>Many figures are being counted</h1>
      <p>{text}</p>
      <div className={buttonStyles.btns}>
        <a className={`${buttonStyles.btn} ${buttonStyles.isFirst}`} href={href}>
          Try again
        </a>
      </div>
    </div>
  );
}
