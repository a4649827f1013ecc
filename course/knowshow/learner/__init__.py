"""What one learner keeps, in her own workspace: decisions, answers, notes, plan, receipts, settings."""
