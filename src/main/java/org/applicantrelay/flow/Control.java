package org.applicantrelay.flow;

import org.applicantrelay.pause.Pauses;
import org.applicantrelay.pause.Stage;

/** Pauses and resumes, in an operator's words. */
final class Control {

    private Control() {}

    static String pause(Pauses pauses, Stage stage, String reason) {
        boolean isNew = pauses.pause(stage, reason);
        return pauses.of(stage)
                .map(pause -> stage.label() + " is " + pause.inWords() + (isNew ? "" : ", and stays so"))
                .orElseGet(() -> stage.label() + " was resumed at the same moment");
    }

    static String resume(Pauses pauses, Stage stage) {
        return stage.label() + (pauses.resume(stage) ? " goes on" : " is not paused");
    }
}
