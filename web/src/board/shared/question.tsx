/** A question before a step that cannot be undone. Escape and Cancel answer no; Cancel has the focus at first. */
import type { ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";

interface QuestionProps {
  title: string;
  /** The word on the button that agrees. */
  answer: string;
  onEnd: (agreed: boolean) => void;
  children: ReactNode;
}

export default function Question({ title, answer, onEnd, children }: QuestionProps) {
  return (
    <ModalOverlay className="overlay" isOpen onOpenChange={() => onEnd(false)}>
      <Modal className="modal">
        <Dialog role="alertdialog" className="dialog">
          <Heading slot="title" className="dialog-title">
            {title}
          </Heading>
          {children}
          <p>
            <button className="primary" onClick={() => onEnd(true)}>
              {answer}
            </button>{" "}
            <button autoFocus onClick={() => onEnd(false)}>
              Cancel
            </button>
          </p>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
