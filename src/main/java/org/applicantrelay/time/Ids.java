package org.applicantrelay.time;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.UUID;

/**
 * Ids of rows that ascend with time (UUID version 7): rows of one time lie side by side in each index, so that a commit
 * writes few of its pages.
 */
public final class Ids {

    private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    private Ids() {}

    /** One that was never given before. */
    public static UUID next() {
        return GENERATOR.generate();
    }
}
