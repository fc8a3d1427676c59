package dev.factstream.lab.experiment;

import java.util.List;

/** One condition of an experiment: the settings in which its runs differ from those of the other arms. */
public interface Arm {
    /** The name in folders, run ids and tables; unique in the experiment. */
    String label();

    /** The settings of this arm, {@code key=value} each; they override the user's. */
    List<String> settings();
}
